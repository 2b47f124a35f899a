import { setTimeout as delay } from 'node:timers/promises';
import type { RandomStream } from '#demo/random.js';
import { nextSnapshot } from '#demo/video-growth.js';
import type { GraphClient } from '../graph-client.js';
import { BATCH_SIZE, sendBatch } from '../import/import-requests.js';
import { COUNTERS } from '../sources/target-fields.js';
import { type SimulatedVideo, type SimulatedWorld, readSimulatedVideos } from './simulated-videos.js';

/** How the simulation behaves. */
export interface SimulationOptions {
  readonly client: GraphClient;
  readonly random: RandomStream;
  readonly signal: AbortSignal;
  /** Time between two rounds in ms. */
  readonly everyMs: number;
  /** How many videos of every running campaign move in a round. */
  readonly videosPerCampaign: number;
  /** How often the running campaigns are looked up anew, in ms. */
  readonly lookUpEveryMs: number;
  /** Takes lines for the log. */
  readonly say: (line: string) => void;
  /** Longest pause after a failure, in ms. */
  readonly longestPauseMs?: number;
}

const DAY_MS = 86_400_000;

/** Makes the next snapshot of a video, later than the last one by what really passed. */
export function nextOf(video: SimulatedVideo, nowMs: number, random: RandomStream): SimulatedVideo {
  const elapsedSeconds = Math.max(0, (nowMs - video.capturedAtMs) / 1000);
  const ageDays = video.postedAtMs === null ? null : (nowMs - video.postedAtMs) / DAY_MS;
  return { ...video, counters: nextSnapshot(video.counters, { ageDays }, elapsedSeconds, random), capturedAtMs: nowMs };
}

/**
 * Keeps the videos of running campaigns moving until the signal is aborted: each round, some of them get a snapshot through
 * the public ingestion. A gateway that is away is waited for; what it did not take is simply measured later.
 */
export async function simulate(options: SimulationOptions): Promise<void> {
  const { signal } = options;
  let world: SimulatedWorld = { videos: new Map(), campaigns: [] };
  let lookedUpAt = -Infinity;
  let failures = 0;
  while (!signal.aborted) {
    try {
      if (Date.now() - lookedUpAt >= options.lookUpEveryMs) {
        world = await readSimulatedVideos(options.client);
        lookedUpAt = Date.now();
        options.say(`${world.videos.size} videos of ${world.campaigns.length} running campaigns`);
      }
      await moveSome(world, options);
      failures = 0;
      await pause(options.everyMs, signal);
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      // What is remembered may be out of date by the time the gateway is back.
      lookedUpAt = -Infinity;
      const pauseMs = Math.min(options.everyMs * 2 ** failures, options.longestPauseMs ?? 30_000);
      options.say(
        `${error instanceof Error ? error.message : String(error)}; going on in ${(pauseMs / 1000).toFixed(0)} s`,
      );
      await pause(pauseMs, signal);
    }
  }
}

async function moveSome({ videos, campaigns }: SimulatedWorld, options: SimulationOptions): Promise<void> {
  const { random } = options;
  // Some of every campaign: whoever watches one sees it move at once.
  const chosen = new Set(campaigns.flatMap((ids) => pickSome(ids, options.videosPerCampaign, random)));
  // Never twice the same moment for a video: two snapshots of one moment would contradict each other.
  const nowMs = Date.now();
  const moved = [...chosen].flatMap((id) => {
    const video = videos.get(id);
    return video && video.capturedAtMs < nowMs ? nextOf(video, nowMs, random) : [];
  });
  for (let start = 0; start < moved.length; start += BATCH_SIZE.snapshots) {
    const batch = moved.slice(start, start + BATCH_SIZE.snapshots);
    const results = await sendBatch(options.client, 'snapshots', batch.map(toSnapshot));
    batch.forEach((video, index) => {
      const { outcome } = results[index]!;
      if (outcome === 'ACCEPTED' || outcome === 'DUPLICATE') videos.set(video.id, video);
      else videos.delete(video.id);
    });
  }
}

function toSnapshot(video: SimulatedVideo): Record<string, unknown> {
  const known = COUNTERS.filter((counter) => video.counters[counter] !== null);
  return {
    videoId: video.id,
    capturedAt: new Date(video.capturedAtMs).toISOString(),
    ...Object.fromEntries(known.map((counter) => [counter, video.counters[counter]])),
  };
}

/** Takes up to `count` of the items at random, each at most once (the first steps of a Fisher–Yates shuffle). */
function pickSome<T>(list: readonly T[], count: number, random: RandomStream): T[] {
  const items = [...list];
  const size = Math.min(count, items.length);
  for (let index = 0; index < size; index += 1) {
    const other = random.integer(index, items.length - 1);
    [items[index], items[other]] = [items[other]!, items[index]!];
  }
  return items.slice(0, size);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
