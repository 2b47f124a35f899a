// Measures what hostile documents do to a well-behaved client of the gateway: rounds without them, with them sent to a
// server that only reads them, and with them sent to the gateway by one client and by as many as there are documents, of
// whom it cannot know that they are hostile; in turn.
// npm run bench:hostile -- --documents 10000 --rounds 3 --rate 200 --seed 1 --json figures.json
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { MeasuredProcess } from './gateway/measured-process.js';
import { HonestClient, type HonestTimes } from './hostile/honest-client.js';
import { startHostileGateway } from './hostile/hostile-gateway.js';
import { honestQuery } from './hostile/hostile-graph.js';
import type { HostileOrder, HostileTally } from './hostile/hostile-sender.js';

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    /** Hostile requests a second. */
    rate: { type: 'string', default: '200' },
    connections: { type: 'string', default: '8' },
    /** Requests a second of the well-behaved client. */
    honest: { type: 'string', default: '200' },
    /** One hostile request in so many takes minutes to plan; each ends a thread. */
    'plans-every': { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
});
const roundCount = Number(values.rounds);
const each = Math.ceil(Number(values.documents) / roundCount);
const milliseconds = (each / Number(values.rate)) * 1000;
/** Worst that one well-behaved request may take beside hostile ones, in ms. */
const worstAllowed = 50;

// Nothing shared, so that the honest client's own fetches can be told from others: two for each of its requests.
const gateway = await startHostileGateway({ SHARE_IN_FLIGHT: 'false', TRUSTED_PROXY_HOPS: '1' });
const hostile = MeasuredProcess.start(new URL('./hostile/hostile-client.js', import.meta.url), {});
const honest = new HonestClient(gateway.url, gateway.headers, honestQuery);
const reader = MeasuredProcess.start(new URL('./hostile/reading-server.js', import.meta.url), {});
/** The well-behaved client's times by kind of round; where they go elsewhere, what it loses to the machine. */
const rounds = {
  alone: [] as HonestTimes[],
  'they go elsewhere': [] as HonestTimes[],
  'beside one client': [] as HonestTimes[],
  'beside many clients': [] as HonestTimes[],
};
/** Answers to each kind of hostile request, by who sent them. */
const tallies = { one: {} as HostileTally, many: {} as HostileTally };
let reached = 0;
/** CPU time of the gateway's main thread that rounds of many clients took more than those without, in ms. */
let mainThread = 0;
try {
  await hostile.message();
  const { url: readerUrl } = (await reader.message()) as { url: string };
  await honest.run(Number(values.honest), 5_000);
  for (let round = 0; round < roundCount; round += 1) {
    const order: HostileOrder = {
      url: gateway.url,
      seed: values.seed,
      from: round * each,
      to: (round + 1) * each,
      rate: Number(values.rate),
      plansEvery: Number(values['plans-every']),
      connections: Number(values.connections),
      clients: each,
      firstClient: 2 * round * each,
    };
    await hostile.ask({ make: order });
    const beforeAlone = gateway.process.mainThreadCpu();
    rounds.alone.push(await measured());
    const alone = gateway.process.mainThreadCpu() - beforeAlone;
    const read = hostile.ask({ send: { ...order, url: readerUrl } });
    rounds['they go elsewhere'].push(await measured());
    await read;
    rounds['beside one client'].push(
      await measuredBeside({ ...order, clients: 1, firstClient: (2 * round + 1) * each }, tallies.one),
    );
    const beforeMany = gateway.process.mainThreadCpu();
    rounds['beside many clients'].push(await measuredBeside(order, tallies.many));
    mainThread += gateway.process.mainThreadCpu() - beforeMany - alone;
  }
} finally {
  await honest.close();
  await hostile.stop();
  await reader.stop();
  await gateway.stop();
}
report();

function measured(): Promise<HonestTimes> {
  return honest.run(Number(values.honest), milliseconds);
}

async function measuredBeside(order: HostileOrder, tally: HostileTally): Promise<HonestTimes> {
  const before = await gateway.fetches();
  const sent = hostile.ask({ send: order }) as Promise<{ tally: HostileTally }>;
  const times = await measured();
  for (const [kind, outcomes] of Object.entries((await sent).tally))
    for (const [outcome, count] of Object.entries(outcomes)) {
      const ofKind = (tally[kind] ??= {});
      ofKind[outcome] = (ofKind[outcome] ?? 0) + count;
    }
  reached += (await gateway.fetches()) - before - 2 * times.requests;
  return times;
}

function report(): void {
  console.log('well-behaved client               requests   p50 ms   p99 ms  worst ms');
  for (let round = 0; round < roundCount; round += 1)
    for (const [kind, times] of Object.entries(rounds)) line(`round ${round + 1}, ${kind}`, times[round]!);
  let answered = 0;
  for (const [clients, tally] of Object.entries(tallies)) {
    console.log(`\nanswers to hostile requests (${values.rate} a second, seed ${values.seed}) of ${clients}`);
    for (const [kind, outcomes] of Object.entries(tally).sort()) {
      answered += outcomes.answered ?? 0;
      const counts = Object.entries(outcomes).map(([outcome, count]) => `${count} × ${outcome}`);
      console.log(`${kind.padEnd(36)} ${counts.join(', ')}`);
    }
  }
  const alone = p99(rounds.alone);
  const verdicts = [
    verdict(
      reached === 0 && answered === 0,
      `requests to subgraphs for hostile documents: ${reached}; answered: ${answered}`,
    ),
  ];
  for (const kind of ['beside one client', 'beside many clients'] as const) {
    const worst = Math.max(...rounds[kind].map((times) => times.worst));
    verdicts.push(
      verdict(
        p99(rounds[kind]) <= 2 * alone,
        `p99 ${kind} (median of rounds): ${p99(rounds[kind]).toFixed(1)} ms, ${alone.toFixed(1)} ms alone; at most twice (${p99(rounds['they go elsewhere']).toFixed(1)} ms where they go elsewhere)`,
      ),
      verdict(
        worst <= worstAllowed,
        `worst ${kind}: ${worst.toFixed(1)} ms; at most ${worstAllowed} ms on an idle machine`,
      ),
    );
  }
  const perRequest = (mainThread / (each * roundCount)).toFixed(2);
  console.log(`\nthe gateway's main thread: ${perRequest} ms of CPU for a hostile request of many clients`);
  console.log(`\n${verdicts.map(({ text }) => text).join('\n')}`);
  const json = JSON.stringify({
    settings: values,
    node: process.version,
    rounds,
    tallies,
    reached,
    mainThread,
    verdicts: verdicts.map(({ met, what }) => ({ met, what })),
  });
  if (values.json) writeFileSync(values.json, `${json}\n`);
  console.log(json);
}

/** Median of rounds. */
function p99(times: readonly HonestTimes[]): number {
  return median(times.map((one) => one.p99));
}

function line(what: string, { requests, p50, p99, worst }: HonestTimes): void {
  const figures = [p50, p99, worst].map((figure) => figure.toFixed(1).padStart(8));
  console.log(`${what.padEnd(33)} ${String(requests).padStart(8)} ${figures.join(' ')}`);
}

function verdict(met: boolean, what: string): { met: boolean; what: string; text: string } {
  return { met, what, text: `${met ? 'met   ' : 'MISSED'} ${what}` };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}
