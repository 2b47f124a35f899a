import { CommandFailure } from '../command-failure.js';
import { type GraphClient, GraphFailure } from '../graph-client.js';
import type { SourceKind } from '../sources/target-fields.js';

/** What the graph did with one item; `id` is that of the creator or video, where there is one. */
export interface ItemResult {
  readonly outcome: 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'ACCEPTED' | 'DUPLICATE' | 'CONFLICT' | 'REJECTED';
  readonly reason: string | null;
  readonly field: string | null;
  readonly id: string | null;
  /** Id of the video's creator, or of the creator; null where there is none. */
  readonly creatorId: string | null;
}

interface RawResult {
  outcome: ItemResult['outcome'];
  reason?: string | null;
  message: string | null;
  field: string | null;
  creator?: { id: string } | null;
  video?: { id: string; creator: { id: string } | null } | null;
}

const OPERATIONS: Readonly<Record<SourceKind, { document: string; field: string }>> = {
  creators: {
    field: 'importCreators',
    document: `mutation ImportCreators($items: [ImportedCreatorInput!]!) {
      importCreators(input: { creators: $items }) { results { outcome message field creator { id } } }
    }`,
  },
  videos: {
    field: 'importVideos',
    document: `mutation ImportVideos($items: [ImportedVideoInput!]!) {
      importVideos(input: { videos: $items }) { results { outcome message field video { id creator { id } } } }
    }`,
  },
  snapshots: {
    field: 'ingestSnapshots',
    document: `mutation IngestSnapshots($items: [SnapshotInput!]!) {
      ingestSnapshots(input: { snapshots: $items }) { results { outcome reason message field } }
    }`,
  },
};

/** Most items of a batch, as the schema has it. */
export const BATCH_SIZE: Readonly<Record<SourceKind, number>> = { creators: 500, videos: 500, snapshots: 1000 };

/**
 * Sends one batch and returns a result per item, in order. A batch that is too large for the gateway is halved; an item
 * whose value the schema refuses is rejected by itself, and the others are sent without it.
 * @throws GraphFailure, RetryableFailure
 */
export async function sendBatch(
  client: GraphClient,
  kind: SourceKind,
  items: readonly object[],
): Promise<ItemResult[]> {
  if (items.length === 0) return [];
  const { document, field } = OPERATIONS[kind];
  try {
    const data = await client<Record<string, { results: RawResult[] } | null>>(document, { items });
    const results = data[field]?.results;
    if (results?.length !== items.length) {
      throw new CommandFailure(
        `The graph answered ${results?.length ?? 0} results for ${items.length} ${kind}.`,
        'This is a fault of the server: see its log.',
      );
    }
    return results.map(toItemResult);
  } catch (failure) {
    if (!(failure instanceof GraphFailure)) throw failure;
    if (failure.status === 413 && items.length > 1) {
      const middle = Math.ceil(items.length / 2);
      return [
        ...(await sendBatch(client, kind, items.slice(0, middle))),
        ...(await sendBatch(client, kind, items.slice(middle))),
      ];
    }
    const refused = refusedItems(failure);
    if (refused.size === 0) throw failure;
    const others = await sendBatch(
      client,
      kind,
      items.filter((_, index) => !refused.has(index)),
    );
    const answers = others.values();
    return items.map((_, index) => refused.get(index) ?? answers.next().value!);
  }
}

function toItemResult(raw: RawResult): ItemResult {
  const why = [raw.reason, raw.message].filter(Boolean).join(': ');
  const creatorId = raw.creator?.id ?? raw.video?.creator?.id ?? null;
  return {
    outcome: raw.outcome,
    reason: why || null,
    field: raw.field,
    id: raw.video?.id ?? raw.creator?.id ?? null,
    creatorId,
  };
}

/** Items that made the variables invalid, by their index: GraphQL names them in its messages (`items[3].followers`). */
function refusedItems(failure: GraphFailure): Map<number, ItemResult> {
  const refused = new Map<number, ItemResult>();
  for (const { message } of failure.errors) {
    const [, index, field] = /"items\[(\d+)\](?:\.(\w+))?/.exec(message) ?? [];
    if (index !== undefined)
      refused.set(Number(index), {
        outcome: 'REJECTED',
        reason: message,
        field: field ?? null,
        id: null,
        creatorId: null,
      });
  }
  return refused;
}
