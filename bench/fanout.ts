// Measures what an event costs that goes to many subscribers: npm run bench:fanout -- --help
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ClientFleet } from './fanout/client-fleet.js';
import { fanoutContestants, ours, type FanoutServer } from './fanout/fanout-servers.js';
import type { Holdings } from './fanout/measured-gateway.js';
import { heavyOperation, tickerOperation } from './fanout/ticker-graph.js';
import { installPeer } from './gateway/peer-install.js';

const help = `Measures what an event costs that goes to many subscribers over WebSocket, beside other servers.

  npm run bench:fanout -- [options]

  --sockets 1000,10000            sizes, one after the other
  --peers graphql-ws,mercurius,…  servers beside ours: bare, graphql-ws, mercurius, hive-js, hive-rust; all without
  --deliveries 200000             messages that a size is measured with, at least five events
  --processes 4                   processes of clients
  --slow                          ours alone: healthy clients beside ones that do not read
  --resets                        ours alone: 10,000 connections reset in the middle of a subscription
  --json figures.json             file for the figures, which are printed anyway
`;

const { values } = parseArgs({
  options: {
    sockets: { type: 'string', default: '1000,10000' },
    peers: { type: 'string' },
    deliveries: { type: 'string', default: '200000' },
    processes: { type: 'string', default: '4' },
    slow: { type: 'boolean', default: false },
    resets: { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

interface Figures {
  /** CPU time of the server for one delivered message, in µs. */
  cpu: number;
  /** From sending to a client having it, in ms. */
  p50: number;
  p99: number;
  /** Resident memory of the server for one socket, in kB. */
  memory: number;
}

/** Messages before those that are measured: what is compiled while it runs is compiled after so many. */
const warmDeliveries = 50_000;

const folder = mkdtempSync(join(tmpdir(), 'bench-fanout-'));
const processes = Number(values.processes);
const cores = pinnedCores();
const say = (line: string): void => console.log(line);

if (values.help) say(help);
else
  try {
    const figures = values.resets ? await measureResets() : values.slow ? await measureSlowReaders() : await compare();
    const json = JSON.stringify({ settings: values, node: process.version, figures });
    if (values.json) writeFileSync(values.json, `${json}\n`);
    say(json);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

async function compare(): Promise<object> {
  const wanted = values.peers?.split(',');
  const table: Record<string, Record<string, Figures>> = {};
  const taking = fanoutContestants.filter(({ name }) => name === ours.name || !wanted || wanted.includes(name));
  const missing = new Map<string, string>();
  for (const { name, needs } of taking) {
    const problem = needs && (await installPeer(needs, say));
    if (problem) missing.set(name, problem);
  }
  for (const sockets of values.sockets.split(',').map(Number)) {
    requireDescriptors(sockets);
    const row: Record<string, Figures> = (table[sockets] = {});
    say(`\n${sockets} sockets`);
    say('server       CPU µs/message   p50 ms   p99 ms  kB/socket   by ours');
    for (const contestant of taking) {
      const problem = missing.get(contestant.name);
      if (problem) {
        say(`${contestant.name.padEnd(12)} left out: ${problem}`);
        continue;
      }
      const server = await contestant.start({ folder, sockets, cores });
      try {
        const measured = await measure(server, sockets);
        row[contestant.name] = measured;
        const ratio = measured.cpu / row[ours.name]!.cpu;
        say(
          [
            contestant.name.padEnd(12),
            measured.cpu.toFixed(1).padStart(14),
            measured.p50.toFixed(1).padStart(8),
            measured.p99.toFixed(1).padStart(8),
            measured.memory.toFixed(1).padStart(10),
            `${ratio.toFixed(1)}×`.padStart(9),
          ].join(' '),
        );
      } catch (error) {
        say(`${contestant.name.padEnd(12)} failed: ${String(error)}`);
      } finally {
        await server.stop();
      }
    }
  }
  return table;
}

async function measure(server: FanoutServer, sockets: number): Promise<Figures> {
  const before = server.process.memory();
  const fleet = await ClientFleet.open(server, sockets, tickerOperation, {
    processes,
    ...(cores.others && { cores: cores.others }),
  });
  try {
    const memory = ((server.process.memory() - before) * 1024) / sockets;
    const events = Math.max(5, Math.round(Number(values.deliveries) / sockets));
    for (let warm = Math.ceil(warmDeliveries / sockets); warm > 0; warm -= 1) await fleet.deliver(server);
    const cpu = server.process.cpu();
    const latencies: number[] = [];
    for (let event = 0; event < events; event += 1)
      for (const latency of await fleet.deliver(server)) latencies.push(latency);
    return { cpu: ((server.process.cpu() - cpu) * 1000) / (events * sockets), memory, ...shares(latencies) };
  } finally {
    await fleet.stop();
  }
}

/** Healthy clients by themselves, then the same ones beside clients that read nothing. */
async function measureSlowReaders(): Promise<object> {
  const sockets = 1_000;
  const slowSockets = 50;
  const rounds = 60;
  const server = await ours.start({ folder, sockets: sockets + slowSockets, cores });
  const fleet = await ClientFleet.open(server, sockets, tickerOperation, {
    processes,
    ...(cores.others && { cores: cores.others }),
  });
  let slow: ClientFleet | undefined;
  try {
    const round = async (): Promise<number[]> => {
      const latencies: number[] = [];
      for (let n = 0; n < rounds; n += 1) {
        for (const latency of await fleet.deliver(server)) latencies.push(latency);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return latencies;
    };
    await round();
    const alone = shares(await round());
    const memory = server.process.memory();
    slow = await ClientFleet.open(server, slowSockets, heavyOperation, {
      processes: 1,
      reads: false,
      ...(cores.others && { cores: cores.others }),
    });
    const began = performance.now();
    const beside = shares(await round());
    const grown = server.process.memory() - memory;
    const open = async (): Promise<number> => gaugeOf(await metricsOf(server), 'websockets_open');
    while ((await open()) > sockets) {
      if (performance.now() - began > 120_000) throw new Error('readers that do not read were not closed');
      await fleet.deliver(server);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const figures = {
      alone,
      beside,
      grownMegabytes: grown,
      allClosedAfterSeconds: Math.round((performance.now() - began) / 1000),
    };
    say(`${sockets} healthy clients: p50 ${alone.p50.toFixed(1)} ms, p99 ${alone.p99.toFixed(1)} ms`);
    say(`beside ${slowSockets} that do not read: p50 ${beside.p50.toFixed(1)} ms, p99 ${beside.p99.toFixed(1)} ms`);
    say(
      `the gateway grew by ${grown} MB; the ${slowSockets} were closed ${figures.allClosedAfterSeconds} s after they began`,
    );
    return figures;
  } finally {
    await slow?.stop();
    await fleet.stop();
    await server.stop();
  }
}

/** Connections reset in the middle of a subscription, a thousand at a time. */
async function measureResets(): Promise<object> {
  const sockets = 1_000;
  const server = await ours.start({ folder, sockets, cores });
  const fleet = await ClientFleet.open(server, sockets, tickerOperation, {
    processes,
    ...(cores.others && { cores: cores.others }),
  });
  try {
    const settled = async (): Promise<Holdings> => {
      for (let attempt = 0; ; attempt += 1) {
        const text = await metricsOf(server);
        const gauges = ['websockets_open', 'graphql_subscriptions_active', 'graphql_streams_open'];
        const left = gauges.filter((name) => gaugeOf(text, name) > 0);
        if (!left.length) break;
        if (attempt > 300) throw new Error(`${left.join(', ')} did not go back to 0`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      // Timers and keep-alive connections of what just ended run out.
      await new Promise((resolve) => setTimeout(resolve, 8_000));
      return (await server.process.ask({})) as Holdings;
    };
    const again = async (times: number): Promise<void> => {
      for (let n = 0; n < times; n += 1) {
        await fleet.connect(server, tickerOperation);
        // While an event is on its way.
        await server.tick();
        await fleet.reset();
      }
    };
    await fleet.reset();
    await again(2);
    const before = await settled();
    await again(10);
    const after = await settled();
    say(`before: ${before.handles} handles, heap ${(before.heap / 1e6).toFixed(1)} MB`);
    say(`after 10,000 resets: ${after.handles} handles, heap ${(after.heap / 1e6).toFixed(1)} MB`);
    return { before, after };
  } finally {
    await fleet.stop();
    await server.stop();
  }
}

async function metricsOf({ url }: FanoutServer): Promise<string> {
  return (await fetch(url.replace('ws', 'http').replace('/graphql', '/metrics'))).text();
}

/** @throws Error when the gateway has no such gauge */
function gaugeOf(text: string, name: string): number {
  const value = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\d+)`, 'm').exec(text)?.[1];
  if (value === undefined) throw new Error(`no gauge ${name}`);
  return Number(value);
}

function shares(latencies: number[]): { p50: number; p99: number } {
  latencies.sort((one, other) => one - other);
  const at = (share: number): number =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

/** Node raises its own limit of open files to the hard one. @throws Error when that is too low */
function requireDescriptors(sockets: number): void {
  const limit = /Max open files\s+\S+\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  if (limit && Number(limit) < sockets + 500)
    throw new Error(`A process may open ${limit} files: raise the hard limit (ulimit -Hn) or ask for fewer --sockets.`);
}

/** The server on one core and everything else on the others, where that can be had. */
function pinnedCores(): { server?: string; others?: string } {
  const count = cpus().length;
  if (count < 2) return {};
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
  } catch {
    return {};
  }
  return { server: '0', others: count === 2 ? '1' : `1-${count - 1}` };
}
