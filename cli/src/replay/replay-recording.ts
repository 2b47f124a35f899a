import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandFailure } from '../command-failure.js';
import { type ImportTally, emptyTally } from '../import/import-tally.js';
import { type ImportRun, rowsOf } from '../import/importer.js';
import type { RowOrigin } from '../import/rejects-file.js';
import type { Mapping } from '../sources/mapping.js';
import { type SourceFile, openSourceFile } from '../sources/source-file.js';
import { COUNTERS, type SourceSnapshot } from '../sources/target-fields.js';
import type { Capture } from './expected-totals.js';

/** A snapshot of a recording and the row it came from. */
export type RecordedSnapshot = SourceSnapshot & { readonly origin: RowOrigin };

/** What a folder of dated snapshot files holds. */
export interface Recording {
  readonly files: readonly SourceFile[];
  /** In the order of their moments; of the same moment in the order of the files' names and lines. */
  readonly snapshots: readonly RecordedSnapshot[];
  readonly tally: ImportTally;
}

/** Name of a video within a recording. */
export function videoKey(video: { readonly platform: string; readonly platformVideoId: string }): string {
  return `${video.platform} ${video.platformVideoId}`;
}

/** A snapshot as the computation of totals takes it. */
export function toCapture(snapshot: SourceSnapshot): Capture {
  const counters = Object.fromEntries(
    COUNTERS.flatMap((counter) => (snapshot[counter] === undefined ? [] : [[counter, snapshot[counter]]])),
  );
  return { video: videoKey(snapshot), capturedAt: snapshot.capturedAt, counters };
}

/**
 * Reads all files of a folder that hold snapshots.
 * @throws CommandFailure when there are none, or one cannot be read
 */
export async function readRecording(
  folder: string,
  mappings: readonly Mapping[],
  run: Pick<ImportRun, 'rejects' | 'progress' | 'signal' | 'at'>,
): Promise<Recording> {
  const files = await openFolder(folder, mappings, (line) => run.progress.say(line));
  const tally = emptyTally();
  const snapshots: RecordedSnapshot[] = [];
  for await (const { item, origin } of rowsOf({ ...run, kind: 'snapshots', files }, tally)) {
    snapshots.push({ ...(item as unknown as SourceSnapshot), origin });
  }
  if (snapshots.length === 0)
    throw new CommandFailure(
      `No row in ${folder} holds a snapshot that can be used.`,
      `See ${run.rejects.path} for the reasons.`,
    );
  // The sort is stable: what was read first stays first.
  snapshots.sort((a, b) => (a.capturedAt < b.capturedAt ? -1 : a.capturedAt > b.capturedAt ? 1 : 0));
  return { files, snapshots, tally };
}

async function openFolder(
  folder: string,
  mappings: readonly Mapping[],
  say: (line: string) => void,
): Promise<SourceFile[]> {
  let names: string[];
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    names = entries.filter((entry) => entry.isFile() && /\.(csv|json)$/i.test(entry.name)).map((entry) => entry.name);
  } catch (error) {
    throw new CommandFailure(`The folder ${folder} cannot be read: ${(error as Error).message}.`);
  }
  const files: SourceFile[] = [];
  for (const name of names.sort()) {
    try {
      const file = await openSourceFile(join(folder, name), mappings);
      if (file.mapping.snapshots) files.push(file);
      else say(`${name} holds no snapshots: it is a list of ${file.mapping.about}.`);
    } catch (error) {
      // A folder may hold anything; a file that nobody knows is passed over, aloud.
      if (!(error instanceof CommandFailure)) throw error;
      say(`Passed over: ${error.message}`);
    }
  }
  if (files.length === 0)
    throw new CommandFailure(
      `No file in ${folder} holds snapshots.`,
      'Describe the format in a mapping file and pass it with --mapping.',
    );
  return files;
}
