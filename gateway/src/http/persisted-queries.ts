import { BoundedCache } from '../operations/bounded-cache.js';
import type { Operations } from '../operations/operation-service.js';

/** Most characters of texts that are kept. */
const keptCharacters = 4_000_000;

/** The part of a cache that Apollo Server uses for persisted queries. */
interface TextCache {
  get(key: string): Promise<string | undefined>;
  set(key: string, text: string): Promise<void>;
  delete(key: string): Promise<void>;
}

/** Keeps the texts of persisted queries by hash. Only of documents that passed: a flood of bad ones pushes nothing out. */
export function persistedQueries(operations: Operations): TextCache {
  const texts = new BoundedCache<string, string>(keptCharacters, (_key, text) => text.length);
  return {
    get: async (key) => texts.get(key),
    set: async (key, text) => {
      if (operations.hasPassed(text)) texts.set(key, text);
    },
    delete: async (key) => texts.delete(key),
  };
}
