// Measures what hostile documents do to a well-behaved client of the gateway: rounds without them, with them sent to a
// server that only reads them, and with them sent to the gateway, in turn.
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
const rounds = Number(values.rounds);
const each = Math.ceil(Number(values.documents) / rounds);
const milliseconds = (each / Number(values.rate)) * 1000;
/** Worst that one well-behaved request may take beside hostile ones, in ms. */
const worstAllowed = 50;

// Nothing shared, so that the honest client's own fetches can be told from others: two for each of its requests.
const gateway = await startHostileGateway({ SHARE_IN_FLIGHT: 'false' });
const hostile = MeasuredProcess.start(new URL('./hostile/hostile-client.js', import.meta.url), {});
const honest = new HonestClient(gateway.url, gateway.headers, honestQuery);
const reader = MeasuredProcess.start(new URL('./hostile/reading-server.js', import.meta.url), {});
const control: HonestTimes[] = [];
/** Beside documents that others read: what the machine takes. */
const elsewhere: HonestTimes[] = [];
const beside: HonestTimes[] = [];
const tally: HostileTally = {};
let reached = 0;
/** CPU time of the gateway's main thread that rounds took more for being hostile, in ms. */
let mainThread = 0;
try {
  await hostile.message();
  const { url: readerUrl } = (await reader.message()) as { url: string };
  await honest.run(Number(values.honest), 5_000);
  for (let round = 0; round < rounds; round += 1) {
    const order: HostileOrder = {
      url: gateway.url,
      seed: values.seed,
      from: round * each,
      to: (round + 1) * each,
      rate: Number(values.rate),
      plansEvery: Number(values['plans-every']),
      connections: Number(values.connections),
    };
    await hostile.ask({ make: order });
    const cpu = [gateway.process.mainThreadCpu()];
    control.push(await honest.run(Number(values.honest), milliseconds));
    cpu.push(gateway.process.mainThreadCpu());
    const read = hostile.ask({ send: { ...order, url: readerUrl } });
    elsewhere.push(await honest.run(Number(values.honest), milliseconds));
    await read;
    cpu.push(gateway.process.mainThreadCpu());
    const before = await gateway.fetches();
    const sent = hostile.ask({ send: order }) as Promise<{ tally: HostileTally }>;
    const times = await honest.run(Number(values.honest), milliseconds);
    beside.push(times);
    const [start = 0, alone = 0, begin = 0] = cpu;
    mainThread += gateway.process.mainThreadCpu() - begin - (alone - start);
    for (const [kind, outcomes] of Object.entries((await sent).tally))
      for (const [outcome, count] of Object.entries(outcomes)) {
        const ofKind = (tally[kind] ??= {});
        ofKind[outcome] = (ofKind[outcome] ?? 0) + count;
      }
    reached += (await gateway.fetches()) - before - 2 * times.requests;
  }
} finally {
  await honest.close();
  await hostile.stop();
  await reader.stop();
  await gateway.stop();
}
report();

function report(): void {
  console.log('well-behaved client           requests   p50 ms   p99 ms  worst ms');
  for (const [round] of control.entries()) {
    line(`round ${round + 1}, alone`, control[round]!);
    line(`round ${round + 1}, they go elsewhere`, elsewhere[round]!);
    line(`round ${round + 1}, beside hostile`, beside[round]!);
  }
  console.log(`\nhostile requests by kind (${values.rate} a second, seed ${values.seed})`);
  let answered = 0;
  for (const [kind, outcomes] of Object.entries(tally).sort()) {
    answered += outcomes.answered ?? 0;
    const counts = Object.entries(outcomes).map(([outcome, count]) => `${count} × ${outcome}`);
    console.log(`${kind.padEnd(36)} ${counts.join(', ')}`);
  }
  const alone = median(control.map(({ p99 }) => p99));
  const machine = median(elsewhere.map(({ p99 }) => p99));
  const under = median(beside.map(({ p99 }) => p99));
  const worst = Math.max(...beside.map((times) => times.worst));
  const verdicts = [
    verdict(
      reached === 0 && answered === 0,
      `requests to subgraphs for hostile documents: ${reached}; answered: ${answered}`,
    ),
    verdict(
      under <= 2 * alone,
      `p99 (median of rounds): ${under.toFixed(1)} ms beside ${alone.toFixed(1)} ms alone; at most twice (${machine.toFixed(1)} ms where they go elsewhere)`,
    ),
    verdict(worst <= worstAllowed, `worst: ${worst.toFixed(1)} ms; at most ${worstAllowed} ms on an idle machine`),
  ];
  console.log(
    `\nthe gateway's main thread: ${(mainThread / (each * rounds)).toFixed(2)} ms of CPU for a hostile request`,
  );
  console.log(`\n${verdicts.map(({ text }) => text).join('\n')}`);
  const json = JSON.stringify({
    settings: values,
    node: process.version,
    control,
    elsewhere,
    beside,
    tally,
    reached,
    mainThread,
    verdicts: verdicts.map(({ met, what }) => ({ met, what })),
  });
  if (values.json) writeFileSync(values.json, `${json}\n`);
  console.log(json);
}

function line(what: string, { requests, p50, p99, worst }: HonestTimes): void {
  const figures = [p50, p99, worst].map((figure) => figure.toFixed(1).padStart(8));
  console.log(`${what.padEnd(29)} ${String(requests).padStart(8)} ${figures.join(' ')}`);
}

function verdict(met: boolean, what: string): { met: boolean; what: string; text: string } {
  return { met, what, text: `${met ? 'met   ' : 'MISSED'} ${what}` };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}
