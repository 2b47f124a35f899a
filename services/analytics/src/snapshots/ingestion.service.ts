import { Counter as MetricCounter } from 'prom-client';
import type { DataSource, EntityManager } from 'typeorm';
import type { IngestOutcome, IngestSnapshotResult, SnapshotInput } from '#schema/__generated__/analytics.js';
import { inTransaction } from '#platform/database/transaction.js';
import { badUserInput } from '#platform/errors/graphql-errors.js';
import type { Logger } from '#platform/logging/logger.js';
import type { Metrics } from '#platform/metrics/metrics.js';
import { countCaptures } from '../campaigns/counting.js';
import {
  findVideosByReference,
  referenceKey,
  type KnownVideo,
  type VideoReference,
} from '../catalog/video.repository.js';
import { sameCounts, type Capture, type ReceivedCapture } from '../counters/counter.js';
import { markCreatorsDirty } from '../creators/dirty-creator.repository.js';
import { lockVideoTotals } from '../totals/video-total.repository.js';
import type { IngestionGate } from './ingestion.gate.js';
import { checkSnapshot, isRefusal, type CheckedSnapshot, type Refusal } from './snapshot.input.js';
import { findSnapshots, insertConflicts, insertSnapshots, snapshotKey } from './snapshot.repository.js';

/** Most items of one request. */
export const maxBatch = 1_000;

/** A well-formed item whose video is known, with its place in the request. */
interface Candidate extends ReceivedCapture {
  index: number;
  creatorId: string;
}

/** What ingestion works with. */
export interface IngestionParts {
  dataSource: DataSource;
  gate: IngestionGate;
  /** Brings the copy of the creator service's videos up to date. */
  catchUpWithVideos: () => Promise<void>;
  logger: Logger;
  metrics: Metrics;
  /** ms since 1970. */
  clock: () => number;
}

const done = (outcome: IngestOutcome): IngestSnapshotResult => ({ outcome });
const rejected = (refusal: Refusal): IngestSnapshotResult => ({ outcome: 'REJECTED', ...refusal });
const conflicting = (): IngestSnapshotResult => ({
  outcome: 'CONFLICT',
  reason: 'CONFLICTING_VALUES',
  message: 'Other numbers for this video and moment were stored before; they are kept.',
});

/**
 * Takes snapshots in. A snapshot is the cumulative counters of one video at one moment; video and moment, to the
 * millisecond, are its key. The same again is a DUPLICATE; other numbers under the same key are a CONFLICT, the first
 * are kept; within a request the items follow each other in their order. What is answered ACCEPTED or DUPLICATE has been
 * committed, and counted in the totals of its video and of the campaigns that the video is linked to.
 */
export class IngestionService {
  private readonly outcomes: MetricCounter<'outcome'>;

  constructor(private readonly parts: IngestionParts) {
    this.outcomes = new MetricCounter({
      name: 'ingested_snapshots_total',
      help: 'Snapshots sent in, by what was done with them.',
      labelNames: ['outcome'],
      registers: [parts.metrics.registry],
    });
  }

  /**
   * Takes a request in; each item succeeds or fails by itself.
   * @returns one result per item, in their order
   * @throws GraphQLError BAD_USER_INPUT for more than 1,000 items, RATE_LIMITED when too much is under way
   */
  async ingest(items: readonly SnapshotInput[]): Promise<IngestSnapshotResult[]> {
    if (items.length > maxBatch) throw badUserInput('input.snapshots', `may have at most ${maxBatch} items.`);
    const results = await this.parts.gate.run(() => this.takeIn(items));
    for (const result of results) this.outcomes.inc({ outcome: result.outcome });
    return results;
  }

  private async takeIn(items: readonly SnapshotInput[]): Promise<IngestSnapshotResult[]> {
    const now = this.parts.clock();
    const checked = items.map((item) => checkSnapshot(item, now));
    const sound = checked.filter((one): one is CheckedSnapshot => !isRefusal(one));
    const { videos, certain } = await this.findVideos(sound.map((one) => one.video));
    const results: IngestSnapshotResult[] = [];
    const candidates: Candidate[] = [];
    for (const [index, one] of checked.entries()) {
      if (isRefusal(one)) results[index] = rejected(one);
      else {
        const video = videos.get(referenceKey(one.video));
        if (video) candidates.push({ ...one, receivedAt: now, index, videoId: video.id, creatorId: video.creatorId });
        else results[index] = rejected(unknownVideo(certain));
      }
    }
    if (candidates.length) {
      const stored = await inTransaction(this.parts.dataSource, (manager) => storeAndCount(manager, candidates));
      for (const [index, result] of stored) results[index] = result;
    }
    return results;
  }

  /**
   * Finds videos here; if any is missing, once more after catching up with the creator service, whose events lag.
   * @returns by `referenceKey`; `certain` is false when the creator service could not be asked
   */
  private async findVideos(
    references: readonly VideoReference[],
  ): Promise<{ videos: Map<string, KnownVideo>; certain: boolean }> {
    const { dataSource, logger, catchUpWithVideos } = this.parts;
    if (!references.length) return { videos: new Map(), certain: true };
    const videos = await findVideosByReference(dataSource.manager, references);
    const missing = references.filter((reference) => !videos.has(referenceKey(reference)));
    if (!missing.length) return { videos, certain: true };
    let certain = true;
    try {
      await catchUpWithVideos();
    } catch (error) {
      logger.warn({ err: error }, 'the creator service cannot be asked for videos that are not known here');
      certain = false;
    }
    for (const [key, video] of await findVideosByReference(dataSource.manager, missing)) videos.set(key, video);
    return { videos, certain };
  }
}

function unknownVideo(certain: boolean): Refusal {
  const message = certain
    ? 'No such video is known.'
    : 'No such video is known, and the service that would know of a new one cannot be reached: try again later.';
  return { reason: 'UNKNOWN_VIDEO', message, field: null };
}

/**
 * Stores candidates and counts what is new, in the caller's transaction, with a fixed number of statements.
 * @returns results by the candidates' places in the request
 */
async function storeAndCount(
  manager: EntityManager,
  candidates: readonly Candidate[],
): Promise<Map<number, IngestSnapshotResult>> {
  const results = new Map<number, IngestSnapshotResult>();
  const totals = await lockVideoTotals(manager, [...new Set(candidates.map((candidate) => candidate.videoId))]);
  const firsts = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = snapshotKey(candidate);
    if (!firsts.has(key)) firsts.set(key, candidate);
  }
  const inserted = await insertSnapshots(manager, [...firsts.values()]);
  const old = [...firsts].filter(([key]) => !inserted.has(key)).map(([, candidate]) => candidate);
  const stored = old.length ? await findSnapshots(manager, old) : new Map<string, Capture['counts']>();
  const accepted: Candidate[] = [];
  const conflicts: Candidate[] = [];
  for (const candidate of candidates) {
    const key = snapshotKey(candidate);
    const first = firsts.get(key);
    if (inserted.has(key) && first === candidate) {
      accepted.push(candidate);
      results.set(candidate.index, done('ACCEPTED'));
      continue;
    }
    const kept = stored.get(key) ?? first?.counts;
    const same = kept !== undefined && sameCounts(kept, candidate.counts);
    if (!same) conflicts.push(candidate);
    results.set(candidate.index, same ? done('DUPLICATE') : conflicting());
  }
  if (conflicts.length) await insertConflicts(manager, conflicts);
  if (accepted.length) {
    await countCaptures(manager, accepted, totals);
    await markCreatorsDirty(
      manager,
      accepted.map((candidate) => candidate.creatorId),
    );
  }
  return results;
}
