import { CommandFailure } from '../command-failure.js';
import type { CliEnvironment } from '../environment.js';
import { explainFailure, openSession } from '../graph-session.js';
import { onInterruption } from '../interruption.js';
import { type Mapping, readBuiltInMappings, readMapping } from '../sources/mapping.js';
import { type SourceFile, openSourceFile } from '../sources/source-file.js';
import type { SourceKind } from '../sources/target-fields.js';
import { applyTransform } from '../sources/transforms.js';
import { tallyTable } from './import-tally.js';
import { runImport } from './importer.js';
import { createProgressDisplay } from './progress-display.js';
import { RejectsFile, rejectsPath } from './rejects-file.js';

/** Options of `import`. */
export interface ImportOptions {
  readonly url?: string;
  readonly token?: string;
  readonly mapping?: string;
  readonly at?: string;
  readonly rejects?: string;
  readonly dryRun?: boolean;
  readonly strict?: boolean;
}

const AGAIN =
  'Interrupted. What was sent is stored; run the same command again for the rest: what is there already stays as it is.';

/**
 * `marketplace import <kind> <files…>`.
 * @returns the exit code: 0, or 2 with --strict when rows were rejected
 */
export async function importCommand(
  kind: SourceKind,
  paths: readonly string[],
  options: ImportOptions,
  environment: CliEnvironment,
): Promise<number> {
  const at = readMoment(options.at);
  const files = await openFiles(kind, paths, options.mapping ? [readMapping(options.mapping)] : readBuiltInMappings());
  const progress = createProgressDisplay();
  const { signal, done } = onInterruption(AGAIN);
  const session = options.dryRun
    ? null
    : openSession(environment, options, { signal, say: (line) => progress.say(line) });
  const rejects = new RejectsFile(rejectsPath(paths, kind, options.rejects));
  try {
    const tally = await runImport({ kind, files, at, client: session?.client ?? null, rejects, progress, signal });
    await rejects.close();
    console.log(tallyTable([[kind, tally]]));
    if (rejects.isUsed) console.log(`Rows that were not taken, and why: ${rejects.path}`);
    if (options.dryRun) console.log(`Nothing was sent (--dry-run); it would be ${tally.sent} ${kind}.`);
    return options.strict && tally.rejected > 0 ? 2 : 0;
  } catch (error) {
    progress.stop();
    await rejects.close();
    throw session ? explainFailure(error, session.url) : error;
  } finally {
    done();
    await session?.client.close();
  }
}

/**
 * Recognises the files and leaves out those that hold nothing of the kind, each with a word on stderr.
 * @throws CommandFailure when a file is not recognised, or none holds anything of the kind
 */
export async function openFiles(
  kind: SourceKind,
  paths: readonly string[],
  mappings: readonly Mapping[],
): Promise<SourceFile[]> {
  const files = await Promise.all(paths.map((path) => openSourceFile(path, mappings)));
  const useful = files.filter((file) => file.mapping[kind] !== undefined);
  const useless = files.filter((file) => file.mapping[kind] === undefined);
  const words = useless.map(
    (file) => `${file.path} holds no ${kind}: it is a list of ${file.mapping.about} (${file.mapping.name}).`,
  );
  if (useful.length === 0) throw new CommandFailure(words.join('\n'));
  for (const word of words) console.error(word);
  return useful;
}

/** Reads a moment from an option as RFC 3339 in UTC; null when there is none. */
export function readMoment(text: string | undefined): string | null {
  if (text === undefined) return null;
  try {
    return applyTransform('instant', text) as string | null;
  } catch {
    throw new CommandFailure(
      `"${text}" is no date and time.`,
      'Write it as 2022-03-31 or 2022-03-31T18:00:00Z; without a zone it is UTC.',
    );
  }
}
