import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { freePort } from '#platform/process/free-ports.js';
import { MeasuredProcess } from '../gateway/measured-process.js';
import { peerFile, type PeerFolder } from '../gateway/peer-install.js';
import { issueToken } from '../../stack/src/issued-token.js';
import { tickerSdl } from './ticker-graph.js';

/** A server that takes subscribers. */
export interface FanoutServer {
  process: MeasuredProcess;
  /** For WebSockets. */
  url: string;
  /** Tokens that its clients use in turn; none where nobody is authenticated. */
  tokens: readonly string[];
  /** Sends one event. */
  tick(): Promise<void>;
  stop(): Promise<void>;
}

/** A server that takes part. */
export interface FanoutContestant {
  name: string;
  description: string;
  needs?: PeerFolder;
  /** @param sockets that it must take */
  start(options: {
    folder: string;
    sockets: number;
    cores: { server?: string; others?: string };
  }): Promise<FanoutServer>;
}

type StartOptions = Parameters<FanoutContestant['start']>[0];

const module = (path: string): URL => new URL(path, import.meta.url);

/** Sockets of one viewer; the gateway allows a hundred. */
const socketsPerToken = 90;

async function startTicker(secret: string | undefined, cores: string | undefined) {
  const process = MeasuredProcess.start(module('./ticker-subgraph.js'), secret ? { TICKER_SECRET: secret } : {}, {
    cores,
  });
  const { url } = (await process.message()) as { url: string };
  const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])${tickerSdl}`;
  const composed = composeServices([{ name: 'ticker', url, typeDefs: parse(sdl) }]);
  if (composed.errors) throw new AggregateError(composed.errors, 'the benchmark graph does not compose');
  return { process, supergraph: composed.supergraphSdl };
}

/** This gateway, with authentication, limits and metrics on. */
export const ours: FanoutContestant = {
  name: 'ours',
  description: 'this gateway over a subgraph: authentication, limits and metrics on',
  start: async ({ folder, sockets, cores }) => {
    const assertionSecret = randomBytes(32).toString('hex');
    const ticker = await startTicker(assertionSecret, cores.others);
    const supergraphFile = join(folder, 'supergraph.graphql');
    writeFileSync(supergraphFile, ticker.supergraph);
    const keyFile = join(folder, 'issuer.json');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(keyFile, JSON.stringify(privateKey.export({ format: 'jwk' })), { mode: 0o600 });
    const issuerSecret = randomBytes(32).toString('hex');
    const port = await freePort();
    const process = MeasuredProcess.start(
      module('./measured-gateway.js'),
      {
        SUPERGRAPH_PATH: supergraphFile,
        GATEWAY_PORT: String(port),
        ASSERTION_SECRET: assertionSecret,
        ISSUER_KEY_FILE: keyFile,
        ISSUER_SECRET: issuerSecret,
        STREAM_SHARING: 'rights',
        LOG_LEVEL: 'warn',
      },
      { cores: cores.server },
    );
    const origin = `http://127.0.0.1:${port}`;
    await live(`${origin}/health/live`, process);
    const tokens = await Promise.all(
      Array.from({ length: Math.ceil(sockets / socketsPerToken) }, (_, n) =>
        issueToken(origin, issuerSecret, { role: 'ANALYST', subject: `viewer-${n}`, expiresIn: 7200 }),
      ),
    );
    return server(process, `ws://127.0.0.1:${port}/graphql`, ticker.process, tokens);
  },
};

/** A server by itself, which makes the events that it sends: no gateway, no second hop. */
function byItself(
  contestant: Omit<FanoutContestant, 'start'>,
  file: URL,
  environment: Record<string, string> = {},
): FanoutContestant {
  return {
    ...contestant,
    start: async ({ cores }) => {
      const process = MeasuredProcess.start(file, environment, { cores: cores.server });
      const { url } = (await process.message()) as { url: string };
      return server(process, url.replace('http', 'ws'), process, []);
    },
  };
}

/** What no server on Node's sockets can be below: the bound that ours is held against. */
const bare = byItself(
  { name: 'bare', description: 'no GraphQL at all: one write of a finished frame to each socket' },
  module('./bare-server.js'),
);

const stock = byItself(
  {
    name: 'graphql-ws',
    description: 'graphql-ws, useServer over an executable schema in the same process, as its manual has it',
  },
  module('./stock-server.js'),
);

const mercurius = byItself(
  {
    name: 'mercurius',
    description: 'Mercurius by itself with jit, over a schema in the same process',
    needs: 'mercurius',
  },
  peerFile('mercurius', 'fanout.js'),
  { TICKER_MODULE: module('./ticker-graph.js').href },
);

function hive(name: string, engine: 'javascript' | 'rust'): FanoutContestant {
  return {
    name,
    description: `Hive Gateway over a subgraph by WebSocket, ${engine === 'rust' ? 'router-runtime' : 'JavaScript engine with jit'}`,
    needs: 'hive',
    start: async ({ folder, cores }: StartOptions) => {
      const ticker = await startTicker(undefined, cores.others);
      const supergraphFile = join(folder, 'hive-supergraph.graphql');
      writeFileSync(supergraphFile, ticker.supergraph);
      const port = await freePort();
      const process = MeasuredProcess.start(
        peerFile('hive', 'node_modules/@graphql-hive/gateway/dist/bin.js'),
        { SUPERGRAPH_PATH: supergraphFile, GATEWAY_PORT: String(port), HIVE_ENGINE: engine },
        { args: ['supergraph', '--config-path', peerFile('hive', 'fanout.config.js').pathname], cores: cores.server },
      );
      await live(`http://127.0.0.1:${port}/graphql?query={__typename}`, process);
      return server(process, `ws://127.0.0.1:${port}/graphql`, ticker.process, []);
    },
  };
}

/** Everyone who can take part, in the order of their turns. */
export const fanoutContestants: readonly FanoutContestant[] = [
  ours,
  bare,
  stock,
  mercurius,
  hive('hive-js', 'javascript'),
  hive('hive-rust', 'rust'),
];

function server(process: MeasuredProcess, url: string, ticker: MeasuredProcess, tokens: string[]): FanoutServer {
  return {
    process,
    url,
    tokens,
    tick: async () => void (await ticker.ask({})),
    stop: async () => {
      await process.stop();
      await ticker.stop();
    },
  };
}

/** Waits until something answers. @throws Error if the process ends instead, or takes over a minute */
async function live(url: string, process: MeasuredProcess): Promise<void> {
  for (let attempt = 0; attempt < 600 && !process.ended; attempt += 1) {
    const answer = await fetch(url, { headers: { 'apollo-require-preflight': '1' } }).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('a server does not start');
}
