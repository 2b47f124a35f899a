import { BoundedCache } from '../operations/bounded-cache.js';
import type { Operations } from '../operations/operation-service.js';
import type { Safelist } from '../operations/safelist.js';

/** Most characters of texts that are kept. */
const keptCharacters = 4_000_000;

/**
 * Texts of persisted documents: those of the safelist by its identifiers, and those that clients registered by hash. Only
 * of documents that passed: a flood of bad ones pushes nothing out. Apollo Server takes it for a cache.
 */
export class PersistedDocuments {
  private readonly registered = new BoundedCache<string, string>(keptCharacters, (_key, text) => text.length);

  constructor(
    private readonly operations: Pick<Operations, 'hasPassed'>,
    private readonly safelist: Safelist | undefined,
  ) {}

  /** The text of an identifier, which is a SHA-256 in lower-case hex or one of the safelist's own. */
  textOf(id: string): string | undefined {
    return this.safelist?.textOf(id) ?? this.registered.get(id);
  }

  async get(key: string): Promise<string | undefined> {
    return this.textOf(idOf(key));
  }

  async set(key: string, text: string): Promise<void> {
    if (this.operations.hasPassed(text)) this.registered.set(idOf(key), text);
  }

  async delete(key: string): Promise<void> {
    this.registered.delete(idOf(key));
  }
}

/** Apollo Server puts a prefix of its own before the hash. */
function idOf(key: string): string {
  return key.slice(key.lastIndexOf(':') + 1);
}
