import type { CampaignChange } from '../campaigns/campaign-change.js';
import type { CampaignPicture } from './campaign-log.reader.js';

/** Most changes of a campaign that are kept in memory for its watchers. */
const maxChanges = 200;
/** Most videos in these changes. */
const maxVideos = 20_000;

/**
 * A campaign that someone watches: how far its log has been read, and the last changes, once for all watchers. Watchers
 * have no queues of their own; each knows its position, and reads from here or from the log.
 */
export class CampaignChannel {
  watchers = 0;
  /** A picture that is being read. */
  picture: Promise<CampaignPicture> | undefined;
  private readonly recent: CampaignChange[] = [];
  private videosHeld = 0;
  private readonly waiting = new Set<() => void>();

  /** @param head sequence up to which the log has been read */
  constructor(
    readonly campaignId: string,
    private head: number,
  ) {}

  /** Sequence of the last change that is known of. */
  get sequence(): number {
    return this.head;
  }

  /** Takes changes in that were read from the log after `sequence`, by rising sequence. */
  push(changes: readonly CampaignChange[]): void {
    for (const change of changes) {
      if (change.sequence <= this.head) continue;
      // Entries in between were trimmed before they were read: what is kept must have no gaps.
      if (change.sequence !== this.head + 1) this.forget(this.recent.length);
      this.recent.push(change);
      this.videosHeld += change.videos.length;
      this.head = change.sequence;
    }
    while (this.recent.length > maxChanges || (this.videosHeld > maxVideos && this.recent.length > 1)) this.forget(1);
    for (const wake of this.waiting) wake();
  }

  private forget(count: number): void {
    for (const change of this.recent.splice(0, count)) this.videosHeld -= change.videos.length;
  }

  /** The changes after a position, all of them up to `sequence`; undefined if not all are in memory. */
  recentAfter(position: number): CampaignChange[] | undefined {
    const first = this.recent[0]?.sequence;
    return first !== undefined && first <= position + 1 ? this.recent.slice(position + 1 - first) : undefined;
  }

  /** Waits until there is a change after a position, or until `signal` is aborted. */
  async beyond(position: number, signal: AbortSignal): Promise<void> {
    while (this.head <= position && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          this.waiting.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        this.waiting.add(done);
        signal.addEventListener('abort', done);
      });
    }
  }
}
