import type { ImportedVideo } from '../sources/target-fields.js';
import type { Added, Collected } from './creator-collector.js';
import type { RowOrigin } from './rejects-file.js';

/** A video as a row reports it, and when that was true (RFC 3339; empty when the source does not say). */
export type ObservedVideo = ImportedVideo & { observedAt?: string };

interface Entry {
  readonly origin: RowOrigin;
  readonly fields: Map<string, { value: unknown; at: string }>;
}

/**
 * Folds rows about videos into one item per video: of each field the newest report wins, of two at the same moment the
 * first one read. A video in nine daily lists is sent once.
 */
export class VideoCollector {
  readonly #videos = new Map<string, Entry>();

  /** Adds what one row says. */
  add({ observedAt = '', ...video }: ObservedVideo, origin: RowOrigin): Added {
    const key = `${video.platform} ${video.platformVideoId}`;
    const known = this.#videos.get(key);
    const entry: Entry = known ?? { origin, fields: new Map() };
    for (const [field, value] of Object.entries(video)) {
      const held = entry.fields.get(field);
      if (!held || observedAt > held.at) entry.fields.set(field, { value, at: observedAt });
    }
    this.#videos.set(key, entry);
    return known ? 'merged' : 'new';
  }

  /** How many videos there are so far. */
  get size(): number {
    return this.#videos.size;
  }

  /** The items to send. Videos of one account share a key: an account that is new is made by the first of them. */
  *items(): Iterable<Collected<ImportedVideo>> {
    for (const { origin, fields } of this.#videos.values()) {
      const item = Object.fromEntries(
        [...fields].map(([field, { value }]) => [field, value]),
      ) as unknown as ImportedVideo;
      yield { item, origin, key: `${item.platform} ${item.platformAccountId ?? item.handle ?? ''}` };
    }
  }
}
