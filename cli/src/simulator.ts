// Keeps demo campaigns moving: a process of its own that the stack starts, and an ordinary client of the gateway.
// Settings: GATEWAY_URL, and TOKEN or ISSUER_SECRET.
import { RandomStream } from '#demo/random.js';
import { readCliEnvironment } from './environment.js';
import { GraphFailure, createGraphClient } from './graph-client.js';
import { graphUrl, tokenSource } from './graph-session.js';
import { simulate } from './simulator/simulation.js';

const EVERY_MS = 2_000;
const LOOK_UP_EVERY_MS = 60_000;
const VIDEOS_PER_CAMPAIGN = 2;

const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());
// The channel to the supervisor closes with it: nobody would stop this process any more.
process.once('disconnect', () => stopping.abort());

const say = (line: string) => console.log(`${new Date().toISOString()} ${line}`);

try {
  const environment = readCliEnvironment();
  const url = graphUrl(environment);
  const client = createGraphClient({
    url,
    tokens: tokenSource(environment, url),
    signal: stopping.signal,
    // The simulation has a patience of its own.
    policy: { attempts: 1, baseDelayMs: 0, maxDelayMs: 0 },
  });
  const guarded: typeof client = Object.assign(
    async <Data>(document: string, variables?: Record<string, unknown>) => {
      try {
        return await client<Data>(document, variables);
      } catch (error) {
        if (error instanceof GraphFailure && (error.status === 401 || error.has('UNAUTHENTICATED'))) endWithoutToken();
        throw error;
      }
    },
    { close: client.close },
  );
  await simulate({
    client: guarded,
    random: new RandomStream(`simulator/${Date.now()}`),
    signal: stopping.signal,
    everyMs: EVERY_MS,
    videosPerCampaign: VIDEOS_PER_CAMPAIGN,
    lookUpEveryMs: LOOK_UP_EVERY_MS,
    say,
  });
  await client.close();
  if (process.connected) process.disconnect();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** Ends the process: a fixed token that has run out cannot be renewed here, and the supervisor starts it with a fresh one. */
function endWithoutToken(): never {
  say('the token has run out');
  process.exit(1);
}
