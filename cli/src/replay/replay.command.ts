import { basename, resolve } from 'node:path';
import { CommandFailure } from '../command-failure.js';
import { type CliEnvironment } from '../environment.js';
import { type GraphSession, explainFailure, openSession } from '../graph-session.js';
import { readMoment } from '../import/import.command.js';
import { sendBatch } from '../import/import-requests.js';
import { type ImportTally, countOutcome, tallyTable } from '../import/import-tally.js';
import { runImport } from '../import/importer.js';
import { type ProgressDisplay, createProgressDisplay } from '../import/progress-display.js';
import { RejectsFile, rejectsPath } from '../import/rejects-file.js';
import { onInterruption } from '../interruption.js';
import { readBuiltInMappings, readMapping } from '../sources/mapping.js';
import type { ImportedVideo, SourceKind } from '../sources/target-fields.js';
import { type OwnedVideo, ownedVideo, videosOfChosen } from './creator-choice.js';
import { type Capture, type VideoLink, campaignTotals, standingCaptures, videoTotals } from './expected-totals.js';
import { type KnownVideo, chooseBrand, createReplayCampaign, linkVideos, readLinks } from './replay-campaign.js';
import { batchesByMoment, parseSpeed, waitUntilDue } from './replay-pacing.js';
import { type Recording, readRecording, toCapture, videoKey } from './replay-recording.js';
import { campaignTable, differenceTable, subscriptionToTry } from './replay-report.js';
import {
  type Difference,
  compareCampaign,
  compareVideos,
  readCampaignMetrics,
  readVideoTotals,
  settle,
} from './replay-verification.js';

/** Options of `replay`. */
export interface ReplayOptions {
  readonly url?: string;
  readonly token?: string;
  readonly mapping?: string;
  readonly rejects?: string;
  readonly at?: string;
  readonly speed: string;
  readonly campaign?: string;
  readonly creators?: string;
  readonly brand?: string;
  readonly linkedAt?: string;
  readonly import: boolean;
  readonly verify: boolean;
}

const AGAIN = 'Interrupted. Run the same command again: what was sent counts once, however often it comes.';
// Small enough for a subscriber to see a day arrive in steps.
const BATCH = 500;

/** What the steps of a replay share. */
interface Replay {
  readonly session: GraphSession;
  readonly progress: ProgressDisplay;
  readonly rejects: RejectsFile;
  readonly signal: AbortSignal;
  readonly recording: Recording;
  /** What of the recording stands, by video. */
  readonly standing: ReadonlyMap<string, readonly Capture[]>;
  readonly tallies: [string, ImportTally][];
}

/**
 * `marketplace replay <folder>`: sends a recorded time series through ingestion in the order of its captures, and compares
 * what comes out with what the files say.
 * @returns the exit code: 0, or 1 when the totals differ
 */
export async function replayCommand(
  folder: string,
  options: ReplayOptions,
  environment: CliEnvironment,
): Promise<number> {
  const speed = parseSpeed(options.speed);
  const at = readMoment(options.at);
  const linkedAt = readMoment(options.linkedAt);
  if (options.campaign === 'new' && !options.import) {
    throw new CommandFailure(
      'A new campaign needs the videos of the recording.',
      'Leave out --no-import: what is there already stays as it is.',
    );
  }
  const mappings = options.mapping ? [readMapping(options.mapping)] : readBuiltInMappings();
  const progress = createProgressDisplay();
  const { signal, done } = onInterruption(AGAIN);
  const session = openSession(environment, options, { signal, say: (line) => progress.say(line) });
  const rejects = new RejectsFile(rejectsPath([resolve(folder)], 'snapshots', options.rejects));
  try {
    // Asked first: without a brand, everything would be imported before it turns out that no campaign can be made.
    const brand = options.campaign === 'new' ? await chooseBrand(session.client, options.brand) : null;
    const recording = await readRecording(folder, mappings, { rejects, progress, signal, at });
    const standing = standingCaptures(recording.snapshots.map(toCapture));
    const replay: Replay = { session, progress, rejects, signal, recording, standing, tallies: [] };
    const videos = options.import ? await importThings(replay, at) : [];
    const campaign = await prepareCampaign(replay, folder, { ...options, brand }, videos, linkedAt);
    await sendSnapshots(replay, speed);
    await rejects.close();
    console.log(tallyTable(replay.tallies));
    if (rejects.isUsed) console.log(`Rows that were not taken, and why: ${rejects.path}`);
    return options.verify ? await verify(replay, campaign, videos) : 0;
  } catch (error) {
    progress.stop();
    await rejects.close();
    throw explainFailure(error, session.url);
  } finally {
    done();
    await session.client.close();
  }
}

/** Imports the creators and videos of the recording; returns the videos as the marketplace knows them. */
async function importThings(
  { recording, session, rejects, progress, signal, tallies }: Replay,
  at: string | null,
): Promise<OwnedVideo[]> {
  const videos: OwnedVideo[] = [];
  for (const kind of ['creators', 'videos'] as const satisfies readonly SourceKind[]) {
    const files = recording.files.filter((file) => file.mapping[kind]);
    if (files.length === 0) continue;
    const tally = await runImport({
      kind,
      files,
      at,
      client: session.client,
      rejects,
      progress,
      signal,
      onResult(item, { id, creatorId }) {
        if (kind === 'videos' && id !== null && creatorId !== null) {
          videos.push(ownedVideo(videoKey(item as ImportedVideo), item as ImportedVideo, id, creatorId));
        }
      },
    });
    tallies.push([kind, tally]);
  }
  return videos;
}

interface ReplayedCampaign {
  readonly id: string;
  readonly links: readonly VideoLink[];
  readonly videos: readonly KnownVideo[];
}

/** Makes or finds the campaign and links the chosen videos to it; null when the replay is about no campaign. */
async function prepareCampaign(
  { session, progress, recording, standing, signal }: Replay,
  folder: string,
  options: Omit<ReplayOptions, 'brand'> & { readonly brand: string | null },
  videos: readonly OwnedVideo[],
  toldLinkedAt: string | null,
): Promise<ReplayedCampaign | null> {
  const { campaign } = options;
  if (campaign === undefined) return null;
  const { client } = session;
  // Just before: the first capture is then after the link, as it is for a video that has been linked while it runs.
  const linkedAt = toldLinkedAt ?? new Date(Date.parse(recording.snapshots[0]!.capturedAt) - 1000).toISOString();
  const creators = options.creators ?? (campaign === 'new' ? '20' : undefined);
  const chosen = creators === undefined ? [] : videosOfChosen(creators, videos, standing);
  const name = `Replay of ${basename(resolve(folder))}`;
  const id =
    campaign === 'new' ? await createReplayCampaign(client, options.brand as string, name, linkedAt) : campaign;
  progress.start('linking videos', chosen.length);
  await linkVideos(client, id, chosen, linkedAt, (count) => progress.update(count));
  progress.stop();
  // Of a campaign that was there before, the graph alone knows what is linked, and since when.
  const { links, videos: linked } =
    campaign === 'new'
      ? { links: chosen.map((video) => ({ video: video.key, linkedAt, postedAt: video.postedAt })), videos: chosen }
      : await readLinks(client, id);
  console.log(
    `Campaign ${id}: ${links.length} videos linked. Watch it at ${session.url} with:\n\n${subscriptionToTry(id)}\n`,
  );
  await settle(
    () => readCampaignMetrics(client, id),
    (metrics) => metrics !== null && metrics.videoCount >= links.length,
    signal,
  );
  return { id, links, videos: linked };
}

/** Sends the snapshots when they are due. */
async function sendSnapshots(
  { recording, session, rejects, progress, signal, tallies }: Replay,
  speed: number,
): Promise<void> {
  const { snapshots, tally } = recording;
  tallies.push(['snapshots', tally]);
  const pace = { firstMoment: snapshots[0]!.capturedAt, startedAtMs: Date.now(), speed };
  progress.start('replaying snapshots', snapshots.length);
  let done = 0;
  for (const batch of batchesByMoment(snapshots, BATCH)) {
    await waitUntilDue(batch[0]!.capturedAt, pace, signal);
    signal.throwIfAborted();
    const items = batch.map(({ origin: _, ...snapshot }) => snapshot);
    const results = await sendBatch(session.client, 'snapshots', items);
    batch.forEach(({ origin }, index) => {
      const { outcome, reason, field } = results[index]!;
      countOutcome(tally, outcome);
      if (outcome === 'REJECTED' || outcome === 'CONFLICT')
        rejects.add({ origin, outcome, field, reason: reason ?? 'the graph gave no reason' });
    });
    tally.sent += batch.length;
    progress.update((done += batch.length));
  }
  progress.stop();
}

/** Compares videos and campaign with the files and says what came of it. */
async function verify(
  { session, progress, standing, signal }: Replay,
  campaign: ReplayedCampaign | null,
  videos: readonly KnownVideo[],
): Promise<number> {
  const { client } = session;
  const differences: Difference[] = [];
  const known = new Map([...videos, ...(campaign?.videos ?? [])].map((video) => [video.key, video]));
  const measured = [...known.values()].filter((video) => standing.has(video.key));
  const expectedVideos = new Map(measured.map(({ key }) => [key, videoTotals(standing.get(key)!)]));
  progress.start('reading totals of videos', measured.length);
  const actualVideos = await readVideoTotals(client, measured, (count) => progress.update(count));
  progress.stop();
  const ofVideos = compareVideos(expectedVideos, actualVideos);
  differences.push(...ofVideos);
  console.log(
    `${measured.length} videos compared with the files: ${ofVideos.length === 0 ? 'all equal' : `${ofVideos.length} numbers differ`}.`,
  );

  const strangers = campaign?.links.filter((link) => !standing.has(link.video)).length ?? 0;
  if (campaign && strangers > 0) {
    console.log(`The campaign has ${strangers} videos that these files do not know: its totals cannot be compared.`);
  } else if (campaign) {
    const expected = campaignTotals(standing, campaign.links);
    const actual = await settle(
      () => readCampaignMetrics(client, campaign.id),
      (metrics) => compareCampaign(expected, metrics).length === 0,
      signal,
    );
    differences.push(...compareCampaign(expected, actual));
    console.log(campaignTable(expected, actual));
  }
  if (differences.length === 0) {
    console.log('The graph and the files agree.');
    return 0;
  }
  console.log(`\n${differenceTable(differences)}\n`);
  console.error(
    'The graph and the files differ. Numbers that came from elsewhere, or earlier in another order, can be the reason.',
  );
  return 1;
}
