import { createRequire } from 'node:module';
import { Argument, Command, Option } from 'commander';
import { CommandFailure, Interrupted } from './command-failure.js';
import { type CliEnvironment, readCliEnvironment } from './environment.js';
import { type ImportOptions, importCommand } from './import/import.command.js';
import { type ReplayOptions, replayCommand } from './replay/replay.command.js';
import { SOURCE_KINDS, type SourceKind } from './sources/target-fields.js';
import { statusCommand } from './status/status.command.js';
import { type RevokeOptions, revokeCommand } from './token/revoke.command.js';
import { TOKEN_ROLES, type TokenOptions, tokenCommand } from './token/token.command.js';

const EXIT_FAILED = 1;
const EXIT_INTERRUPTED = 130;

const URL_HELP = 'GraphQL endpoint (default: the running stack, else http://127.0.0.1:4000/graphql)';
const MAPPING_HELP = 'mapping file of your own format, instead of those in cli/mappings';
const AT_HELP = 'when the numbers were true, instead of what the file says, such as 2022-03-31T18:00:00Z';

/** Builds the command line; each action sets the exit code. */
function buildProgram(environment: CliEnvironment): Command {
  const program = new Command('marketplace')
    .description('What an operator types: tokens, state of the processes, imports and replays.')
    .version(readVersion())
    .showHelpAfterError();

  program
    .command('import')
    .description('Takes creators, videos or snapshots from files into the marketplace, through its public API.')
    .addArgument(new Argument('<kind>', 'what to take').choices(SOURCE_KINDS))
    .argument('<files...>', 'CSV or JSON files')
    .option('--url <url>', URL_HELP)
    .option(
      '--token <token>',
      'token with metrics:write (default: MARKETPLACE_TOKEN, else one from the embedded stack)',
    )
    .option('--mapping <file>', MAPPING_HELP)
    .option('--at <moment>', AT_HELP)
    .option(
      '--rejects <file>',
      'file for rows that were not taken (default: <file>.rejected.csv in this folder, <kind>.rejected.csv for several files)',
    )
    .option('--dry-run', 'read and count, send nothing')
    .option('--strict', 'exit 2 when a row was rejected')
    .action(async (kind: SourceKind, files: string[], options: ImportOptions) => {
      process.exitCode = await importCommand(kind, files, options, environment);
    });

  program
    .command('replay')
    .description(
      'Sends a recorded time series through ingestion as it happened, and compares the totals with the files.',
    )
    .argument('<folder>', 'folder of dated snapshot files')
    .option('--speed <factor>', '86400x is a day in a second; max is as fast as it goes', '86400x')
    .option('--campaign <new|ID>', 'make a campaign with the videos, or use this one')
    .option(
      '--creators <which>',
      'whose videos to link: how many creators, or handles or ids separated by commas (default: 20 for a new campaign)',
    )
    .option('--brand <ID>', 'brand of the new campaign (default: the first active one)')
    .option('--linked-at <moment>', 'from when on the videos count (default: just before the first capture)')
    .option('--no-import', 'send the snapshots only; creators and videos are there already')
    .option('--no-verify', 'do not compare the totals')
    .option('--url <url>', URL_HELP)
    .option('--token <token>', 'operator token (default: MARKETPLACE_TOKEN, else one from the embedded stack)')
    .option('--mapping <file>', MAPPING_HELP)
    .option('--at <moment>', AT_HELP)
    .option('--rejects <file>', 'file for rows that were not taken (default: <folder>.rejected.csv in this folder)')
    .action(async (folder: string, options: ReplayOptions) => {
      process.exitCode = await replayCommand(folder, options, environment);
    });

  program
    .command('status')
    .description(
      'Shows what runs: gateway and services with state, port, version and uptime; exits 1 when something is not ready.',
    )
    .action(async () => {
      process.exitCode = await statusCommand(environment);
    });

  program
    .command('token')
    .description('Prints a token of the built-in issuer.')
    .addOption(new Option('--role <role>', 'whose token').choices(TOKEN_ROLES).makeOptionMandatory())
    .option('--brand <ID>', 'brand of a brand member')
    .addOption(
      new Option('--brand-role <role>', 'what the member is in the brand (default: "owner")').choices([
        'owner',
        'manager',
        'viewer',
      ]),
    )
    .option('--creator <ID>', 'which creator')
    .option('--scope <scopes...>', 'scopes instead of those of the role, such as creators:read metrics:write')
    .option('--subject <name>', 'subject of the token')
    .option('--expires <duration>', 'lifetime in seconds, or as 15m, 12h, 7d')
    .option('--url <url>', URL_HELP)
    .action((options: TokenOptions) => tokenCommand(options, environment));

  program
    .command('revoke')
    .description('Revokes tokens of the built-in issuer: requests are refused and live streams ended at once.')
    .option('--token <token>', 'one token')
    .option('--subject <name>', 'all tokens of a subject that were made up to now')
    .option('--url <url>', URL_HELP)
    .action((options: RevokeOptions) => revokeCommand(options, environment));
  return program;
}

function readVersion(): string {
  return (createRequire(import.meta.url)('../../../package.json') as { version: string }).version;
}

try {
  await buildProgram(readCliEnvironment()).parseAsync();
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
