import { createRequire } from 'node:module';
import { Argument, Command } from 'commander';
import { CommandFailure, Interrupted } from './command-failure.js';
import { type ImportOptions, importCommand } from './import/import.command.js';
import { SOURCE_KINDS, type SourceKind } from './sources/target-fields.js';

const EXIT_FAILED = 1;
const EXIT_INTERRUPTED = 130;

/** Builds the command line; each action sets the exit code. */
function buildProgram(): Command {
  const program = new Command('marketplace')
    .description('What an operator types: tokens, state of the processes, imports and replays.')
    .version(readVersion())
    .showHelpAfterError();

  program
    .command('import')
    .description('Takes creators, videos or snapshots from files into the marketplace, through its public API.')
    .addArgument(new Argument('<kind>', 'what to take').choices(SOURCE_KINDS))
    .argument('<files...>', 'CSV or JSON files')
    .option('--url <url>', 'GraphQL endpoint (default: the running stack, else http://127.0.0.1:4000/graphql)')
    .option(
      '--token <token>',
      'token with metrics:write (default: MARKETPLACE_TOKEN, else one from the embedded stack)',
    )
    .option('--mapping <file>', 'mapping file of your own format, instead of those in cli/mappings')
    .option('--at <moment>', 'when the numbers were true, instead of what the file says, such as 2022-03-31T18:00:00Z')
    .option(
      '--rejects <file>',
      'file for rows that were not taken (default: <file>.rejected.csv in this folder, <kind>.rejected.csv for several files)',
    )
    .option('--dry-run', 'read and count, send nothing')
    .option('--strict', 'exit 2 when a row was rejected')
    .action(async (kind: SourceKind, files: string[], options: ImportOptions) => {
      process.exitCode = await importCommand(kind, files, options);
    });
  return program;
}

function readVersion(): string {
  return (createRequire(import.meta.url)('../../../package.json') as { version: string }).version;
}

try {
  await buildProgram().parseAsync();
} catch (error) {
  if (error instanceof Interrupted) {
    console.error(error.message);
    process.exitCode = EXIT_INTERRUPTED;
  } else if (error instanceof CommandFailure) {
    console.error(error.message);
    if (error.next) console.error(error.next);
    process.exitCode = EXIT_FAILED;
  } else {
    console.error(error);
    console.error('This is a fault of the program.');
    process.exitCode = EXIT_FAILED;
  }
}
