// Measures what a request costs at the gateway, beside stock @apollo/gateway in Apollo Server on the same supergraph,
// subgraphs and load: npm run bench:gateway -- --seconds 8 --rounds 3 --connections 20 --json figures.json
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { LoadClient, type LoadResult } from './gateway/load.js';
import { freePort, MeasuredProcess } from './gateway/measured-process.js';
import { shopOperations, shopSubgraphs } from './gateway/shop-graph.js';

interface Figures extends LoadResult {
  cpu: number;
  memory: number;
}

interface Contestant {
  name: string;
  /** Starts it and gives the headers that its clients send. */
  start(port: number): Promise<{ process: MeasuredProcess; headers: Record<string, string> }>;
}

const { values: settings } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '20' },
    json: { type: 'string' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'bench-gateway-'));
const supergraphFile = join(folder, 'supergraph.graphql');
const module = (path: string): URL => new URL(path, import.meta.url);

const ours: Contestant = {
  name: 'ours',
  start: async (port) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const keyFile = join(folder, 'issuer.json');
    writeFileSync(keyFile, JSON.stringify(privateKey.export({ format: 'jwk' })), { mode: 0o600 });
    const secret = randomBytes(32).toString('hex');
    const process = MeasuredProcess.start(module('../gateway/src/main.js'), {
      SUPERGRAPH_PATH: supergraphFile,
      GATEWAY_PORT: String(port),
      ASSERTION_SECRET: randomBytes(32).toString('hex'),
      ISSUER_KEY_FILE: keyFile,
      ISSUER_SECRET: secret,
      LOG_LEVEL: 'warn',
    });
    await answering(port);
    // Every request is authenticated, as in production.
    const granted = await fetch(`http://127.0.0.1:${port}/issuer/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'client_credentials',
        client_id: 'operator',
        client_secret: secret,
        role: 'ANALYST',
        expires_in: 3600,
      }),
    });
    const { access_token: token } = (await granted.json()) as { access_token?: string };
    if (!token) throw new Error(`No token: status ${granted.status}.`);
    return { process, headers: { authorization: `Bearer ${token}` } };
  },
};

const stock: Contestant = {
  name: 'stock',
  start: async (port) => {
    const process = MeasuredProcess.start(module('./gateway/stock-gateway.js'), {
      SUPERGRAPH_PATH: supergraphFile,
      GATEWAY_PORT: String(port),
    });
    await process.message();
    return { process, headers: {} };
  },
};

const subgraphs = MeasuredProcess.start(module('./gateway/shop-subgraphs.js'), {});
try {
  const { urls } = (await subgraphs.message()) as { urls: Record<string, string> };
  const composed = composeServices(
    Object.entries(shopSubgraphs).map(([name, sdl]) => ({ name, url: urls[name]!, typeDefs: parse(sdl) })),
  );
  if (!composed.supergraphSdl) throw new AggregateError(composed.errors ?? [], 'the benchmark graph does not compose');
  writeFileSync(supergraphFile, composed.supergraphSdl);

  const figures: Record<string, Record<string, Figures[]>> = {};
  const answers: Record<string, unknown> = {};
  for (let round = 0; round < Number(settings.rounds); round += 1) {
    for (const contestant of [ours, stock]) {
      const measured = await measure(contestant, answers);
      for (const [operation, figure] of Object.entries(measured))
        ((figures[operation] ??= {})[contestant.name] ??= []).push(figure);
    }
  }
  report(figures);
} finally {
  await subgraphs.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** One round of one gateway. Its answers must be those of the others. */
async function measure(contestant: Contestant, answers: Record<string, unknown>): Promise<Record<string, Figures>> {
  const port = await freePort();
  const { process, headers } = await contestant.start(port);
  const client = new LoadClient(`http://127.0.0.1:${port}/graphql`, headers, Number(settings.connections));
  try {
    const measured: Record<string, Figures> = {};
    for (const [operation, query] of Object.entries(shopOperations)) {
      const answer = JSON.parse(await client.send(query)) as { data?: unknown; errors?: unknown };
      if (!answer.data || answer.errors) throw new Error(`${contestant.name}: ${JSON.stringify(answer).slice(0, 300)}`);
      answers[operation] ??= answer;
      if (!isDeepStrictEqual(answers[operation], answer))
        throw new Error(`${contestant.name} answers ${operation} otherwise`);
      await client.run(query, 2_000);
      const before = process.cpu();
      const load = await client.run(query, Number(settings.seconds) * 1000);
      measured[operation] = { ...load, cpu: (process.cpu() - before) / load.requests, memory: process.memory() };
    }
    return measured;
  } finally {
    await client.close();
    await process.stop();
  }
}

async function answering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const live = await fetch(`http://127.0.0.1:${port}/health/live`).catch(() => undefined);
    if (live?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the gateway does not start');
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Prints medians over the rounds as a table and as JSON; `ratio` is CPU of stock by CPU of ours. */
function report(figures: Record<string, Record<string, Figures[]>>): void {
  const result: Record<string, object> = {};
  console.log('operation  gateway  CPU ms/request  requests/s   p50 ms   p99 ms  memory MB');
  for (const [operation, byGateway] of Object.entries(figures)) {
    const medians: Record<string, Record<string, number>> = {};
    for (const [gateway, rounds] of Object.entries(byGateway)) {
      const figure = {
        cpu: median(rounds.map(({ cpu }) => cpu)),
        perSecond: median(rounds.map(({ requests, seconds }) => requests / seconds)),
        p50: median(rounds.map(({ p50 }) => p50)),
        p99: median(rounds.map(({ p99 }) => p99)),
        memory: median(rounds.map(({ memory }) => memory)),
      };
      medians[gateway] = figure;
      const columns = [
        figure.cpu.toFixed(3).padStart(14),
        figure.perSecond.toFixed(0).padStart(11),
        figure.p50.toFixed(1).padStart(8),
        figure.p99.toFixed(1).padStart(8),
        figure.memory.toFixed(0).padStart(10),
      ];
      console.log(`${operation.padEnd(10)} ${gateway.padEnd(8)} ${columns.join(' ')}`);
    }
    const ratio = medians.stock!.cpu! / medians.ours!.cpu!;
    console.log(`${operation.padEnd(10)} stock / ours: ${ratio.toFixed(1)}`);
    result[operation] = { ...medians, ratio };
  }
  const json = JSON.stringify({ settings, node: process.version, operations: result });
  if (settings.json) writeFileSync(settings.json, `${json}\n`);
  console.log(json);
}
