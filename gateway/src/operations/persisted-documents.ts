import { BoundedCache } from '#platform/caching/bounded-cache.js';
import type { Operations } from './operation-service.js';
import type { Safelist } from './safelist.js';

/** Most characters of texts that are kept. */
const keptCharacters = 4_000_000;

/**
 * Texts of persisted documents: those of the safelist by its identifiers, and those that clients registered by hash, over
 * whatever transport. Only of documents that passed: a flood of bad ones pushes nothing out.
 */
export class PersistedDocuments {
  private readonly registered = new BoundedCache<string, string>(keptCharacters, (_hash, text) => text.length);

  constructor(
    private readonly operations: Pick<Operations, 'hasPassed'>,
    private readonly safelist: Safelist | undefined,
  ) {}

  /** The text of an identifier, which is a SHA-256 in lower-case hex or one of the safelist's own. */
  textOf(id: string): string | undefined {
    return this.safelist?.textOf(id) ?? this.registered.get(id);
  }

  /** Keeps a document for those who send its hash alone, if it has passed. @param hash its SHA-256 in lower-case hex */
  register(hash: string, text: string): void {
    if (this.operations.hasPassed(text)) this.registered.set(hash, text);
  }
}
