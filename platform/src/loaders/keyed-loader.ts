import DataLoader from 'dataloader';

/** Most keys in one batch: one statement with one array parameter. */
const maxBatchSize = 5_000;

/**
 * A DataLoader over a look-up that returns what it found, in any order. One lives for one request (for one event on a
 * subscription) and is never shared between viewers.
 * @param find rows for the keys
 * @param keyOf the key of a found row
 * @returns a loader that gives null for keys that were not found
 */
export function keyedLoader<Key extends string, Row>(
  find: (keys: readonly Key[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): DataLoader<Key, Row | null> {
  return new DataLoader<Key, Row | null>(
    async (keys) => {
      const found = new Map((await find(keys)).map((row) => [keyOf(row), row]));
      return keys.map((key) => found.get(key) ?? null);
    },
    { maxBatchSize },
  );
}

/** Like `keyedLoader`, for look-ups that find any number of rows per key; their order within a key is kept. */
export function groupedLoader<Key extends string, Row>(
  find: (keys: readonly Key[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): DataLoader<Key, Row[]> {
  return new DataLoader<Key, Row[]>(
    async (keys) => {
      const groups = new Map<Key, Row[]>();
      for (const row of await find(keys)) {
        const group = groups.get(keyOf(row));
        if (group) group.push(row);
        else groups.set(keyOf(row), [row]);
      }
      return keys.map((key) => groups.get(key) ?? []);
    },
    { maxBatchSize },
  );
}

/**
 * A loader per set of arguments: a connection under a list of parents (`campaigns { collaborations(first: 10) }`) is
 * one statement per set of arguments, however many parents there are.
 */
export class LoaderFamily<Arguments, Key, Value> {
  private readonly loaders = new Map<string, DataLoader<Key, Value>>();

  /** @param find values for the keys, in their order, under one set of arguments */
  constructor(
    private readonly find: (keys: readonly Key[], parameters: Arguments) => Promise<ArrayLike<Value | Error>>,
  ) {}

  /** The loader for a set of arguments; sets that are equal as JSON share one. */
  for(parameters: Arguments): DataLoader<Key, Value> {
    const name = JSON.stringify(parameters);
    let loader = this.loaders.get(name);
    if (!loader) {
      loader = new DataLoader<Key, Value>((keys) => this.find(keys, parameters), { maxBatchSize });
      this.loaders.set(name, loader);
    }
    return loader;
  }
}
