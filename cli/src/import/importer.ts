import { type RowReader, createRowReader } from '../sources/row-reader.js';
import type { SourceFile } from '../sources/source-file.js';
import type { ImportedCreator, SourceKind, SourceSnapshot } from '../sources/target-fields.js';
import type { GraphClient } from '../graph-client.js';
import { type Added, type Collected, CreatorCollector } from './creator-collector.js';
import { BATCH_SIZE, type ItemResult, sendBatch } from './import-requests.js';
import { type ImportTally, countOutcome, emptyTally } from './import-tally.js';
import { sendInLanes } from './lanes.js';
import type { ProgressDisplay } from './progress-display.js';
import type { RejectsFile, RowOrigin } from './rejects-file.js';
import { type ObservedVideo, VideoCollector } from './video-collector.js';

/** What an import needs. */
export interface ImportRun {
  readonly kind: SourceKind;
  /** Files that hold things of this kind. */
  readonly files: readonly SourceFile[];
  /** Moment for rows, instead of what they say themselves (RFC 3339); null to let them say it. */
  readonly at: string | null;
  /** Null for a dry run: everything is read and counted, nothing is sent. */
  readonly client: GraphClient | null;
  readonly rejects: RejectsFile;
  readonly progress: ProgressDisplay;
  readonly signal?: AbortSignal;
  /** Told what the graph did with each item. */
  readonly onResult?: (item: object, result: ItemResult) => void;
}

const LANES = 2;
const CONTRADICTION = 'other numbers for the same account and moment came before; the first are kept';

/**
 * Imports files into the marketplace through its public API. Creators and videos are folded into one item each before they
 * are sent; snapshots are sent as they stand, in the order of the files, so that the graph can tell what contradicts what.
 * @throws what `sendBatch` throws, CommandFailure when a file breaks off, the signal's reason
 */
export async function runImport(run: ImportRun): Promise<ImportTally> {
  const tally = emptyTally();
  if (run.kind === 'snapshots') {
    await send(run, tally, snapshotsOf(run, tally), null);
    return tally;
  }
  const collector = run.kind === 'creators' ? new CreatorCollector() : new VideoCollector();
  for await (const { item, origin } of rowsOf(run, tally)) {
    const added: Added =
      collector instanceof CreatorCollector
        ? collector.add(item as unknown as ImportedCreator, origin)
        : collector.add(item as unknown as ObservedVideo, origin);
    if (added === 'merged') tally.merged += 1;
    if (added === 'contradicts') {
      tally.conflict += 1;
      run.rejects.add({ origin, outcome: 'CONFLICT', reason: CONTRADICTION, field: null });
    }
  }
  await send(run, tally, collector.items(), collector.size);
  return tally;
}

/** Reads all rows; those that cannot be used go to the rejects file. */
export async function* rowsOf(
  run: Pick<ImportRun, 'kind' | 'files' | 'at' | 'rejects' | 'progress' | 'signal'>,
  tally: ImportTally,
): AsyncIterable<{ item: Record<string, unknown>; origin: RowOrigin }> {
  const total = run.files.reduce((sum, file) => sum + file.size, 0);
  let before = 0;
  run.progress.start(`reading ${run.kind} (bytes)`, total);
  try {
    for (const file of run.files) {
      const read = createRowReader(file.mapping, run.kind, file.path, run.at) as RowReader;
      for await (const row of file.rows((bytes) => run.progress.update(before + bytes))) {
        run.signal?.throwIfAborted();
        tally.read += 1;
        const origin = { file: file.path, line: row.line };
        const { item, problem } = read(row);
        if (problem === null) {
          yield { item, origin };
          continue;
        }
        tally.rejected += 1;
        run.rejects.add({ origin, outcome: 'REJECTED', ...problem });
      }
      before += file.size;
      run.progress.update(before);
    }
  } finally {
    run.progress.stop();
  }
}

async function* snapshotsOf(run: ImportRun, tally: ImportTally): AsyncIterable<Collected<object>> {
  for await (const { item, origin } of rowsOf(run, tally)) {
    const snapshot = item as unknown as SourceSnapshot;
    yield { item: snapshot, origin, key: `${snapshot.platform} ${snapshot.platformVideoId}` };
  }
}

/** Sends collected items; `count` is null when they are still being read, and the reading shows the progress. */
async function send(
  run: ImportRun,
  tally: ImportTally,
  items: AsyncIterable<Collected<object>> | Iterable<Collected<object>>,
  count: number | null,
): Promise<void> {
  let done = 0;
  if (count !== null) run.progress.start(`${run.client ? 'sending' : 'counting'} ${run.kind}`, count);
  const { client } = run;
  try {
    await sendInLanes(items, {
      lanes: LANES,
      batchSize: BATCH_SIZE[run.kind],
      keyOf: (entry) => entry.key,
      signal: run.signal,
      async send(batch) {
        if (client) {
          const results = await sendBatch(
            client,
            run.kind,
            batch.map((entry) => entry.item),
          );
          batch.forEach((entry, index) => settle(run, tally, entry, results[index]!));
        }
        done += batch.length;
        tally.sent += batch.length;
        if (count !== null) run.progress.update(done);
      },
    });
  } finally {
    if (count !== null) run.progress.stop();
  }
}

function settle(run: ImportRun, tally: ImportTally, { item, origin }: Collected<object>, result: ItemResult): void {
  countOutcome(tally, result.outcome);
  run.onResult?.(item, result);
  if (result.outcome !== 'REJECTED' && result.outcome !== 'CONFLICT') return;
  run.rejects.add({
    origin,
    outcome: result.outcome,
    reason: result.reason ?? 'the graph gave no reason',
    field: result.field,
  });
}
