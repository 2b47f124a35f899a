import { parseArgs } from 'node:util';
import { ProgressDisplay } from './progress-display.js';
import { startStack, type RunningStack } from './stack.js';
import { errorMessage, StartError } from './start-error.js';
import { welcome } from './welcome.js';

const help = `Starts the whole marketplace on this machine and keeps it running.

  npm start -- [--empty] [--still]

  --empty   no demo data (decided at the first start of a data folder, once and for all)
  --still   no simulator: the campaigns of the demo data do not move
  --help    this text

Settings are environment variables, all listed in the README; the first ones to know:
  DATA_DIR      folder for everything that is kept   (./data)
  GATEWAY_HOST  address that clients connect to      (127.0.0.1)
  GATEWAY_PORT  port that clients connect to         (4000)
`;

/** The command `npm start`. @returns the exit code */
async function main(): Promise<number> {
  const flags = readFlags();
  if (flags.help) {
    process.stdout.write(help);
    return 0;
  }
  const display = new ProgressDisplay();
  const broken = new AbortController();
  let stop: () => void = () => undefined;
  const stopAsked = new Promise<void>((resolve) => (stop = resolve));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!broken.signal.aborted) display.say('Stopping');
      broken.abort();
      stop();
    });
  }
  // Whoever read our lines may be gone (`npm start | head`): that is no reason to leave processes behind.
  process.stdout.on('error', () => undefined);

  let stack: RunningStack;
  try {
    const { empty, still } = flags;
    stack = await startStack({
      empty,
      still,
      say: (line) => display.say(line),
      progress: (progress) => display.update(progress),
      signal: broken.signal,
    });
  } catch (error) {
    if (broken.signal.aborted) return 0;
    throw error;
  }
  const lines = await welcome(stack).catch((error: unknown) => [
    `The marketplace serves at ${stack.gatewayUrl}/graphql`,
    errorMessage(error),
  ]);
  for (const line of lines) display.say(line);
  await stopAsked;
  await stack.stop();
  return 0;
}

function readFlags(): { empty?: boolean; still?: boolean; help?: boolean } {
  try {
    return parseArgs({
      options: { empty: { type: 'boolean' }, still: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }).values;
  } catch (error) {
    throw new StartError(`${errorMessage(error).split('.')[0]}: see npm start -- --help.`, { cause: error });
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const text =
      error instanceof StartError
        ? error.message
        : `The marketplace could not start: ${error instanceof Error ? error.stack : errorMessage(error)}`;
    process.stderr.write(`${text}\n`);
    process.exit(1);
  },
);
