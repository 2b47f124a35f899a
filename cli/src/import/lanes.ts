/** How items are put into batches and sent. */
export interface LaneOptions<Item> {
  /** How many batches may be on their way at once. */
  readonly lanes: number;
  /** Most items in a batch. */
  readonly batchSize: number;
  /** Items of the same key are sent in the order in which they came, never at the same time. */
  keyOf(item: Item): string;
  /** Sends one batch; what it throws ends the whole. */
  send(batch: Item[]): Promise<void>;
  readonly signal?: AbortSignal;
}

/**
 * Sends items in batches over a few lanes. A key always takes the same lane, and a lane sends one batch after the other:
 * "the first stored wins" then means the first in the file, however many lanes there are. Reading waits for sending.
 */
export async function sendInLanes<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  options: LaneOptions<Item>,
): Promise<void> {
  const lanes = Array.from({ length: options.lanes }, () => ({ waiting: [] as Item[], sending: Promise.resolve() }));
  let failure: { error: unknown } | null = null;
  const flush = async (lane: (typeof lanes)[number]) => {
    await lane.sending;
    if (failure || lane.waiting.length === 0) return;
    const batch = lane.waiting;
    lane.waiting = [];
    lane.sending = options.send(batch).catch((error: unknown) => {
      failure ??= { error };
    });
  };
  for await (const item of items) {
    if (failure || options.signal?.aborted) break;
    const lane = lanes[laneOf(options.keyOf(item), lanes.length)]!;
    lane.waiting.push(item);
    if (lane.waiting.length >= options.batchSize) await flush(lane);
  }
  if (!options.signal?.aborted) await Promise.all(lanes.map(flush));
  await Promise.all(lanes.map((lane) => lane.sending));
  if (failure) throw (failure as { error: unknown }).error;
  options.signal?.throwIfAborted();
}

/** Lane of a key: FNV-1a, which spreads ids that differ in their last digits. */
function laneOf(key: string, lanes: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % lanes;
}
