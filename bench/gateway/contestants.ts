import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueToken } from '../../stack/src/issued-token.js';
import { modes, type BenchGraph, type BenchOperation, type Mode } from './bench-graph.js';
import { freePort } from '#platform/process/free-ports.js';
import { MeasuredProcess } from './measured-process.js';
import { peerFile, type PeerFolder } from './peer-install.js';

/** Where and how a gateway is started. */
export interface Surroundings {
  graph: BenchGraph;
  mode: Mode;
  /** Where files may be left for it. */
  folder: string;
  /** Cores that it may run on; all without. */
  cores?: string;
}

/** A gateway that serves. */
export interface RunningGateway {
  process: MeasuredProcess;
  url: string;
  /** What the clients of an operation send along. */
  headers(operation: BenchOperation): Promise<Record<string, string>>;
}

/** A gateway that takes part. */
export interface Contestant {
  name: string;
  /** What the table's reader should know of it. */
  description: string;
  /** Packages to be installed first; none for what the product has anyway. */
  needs?: PeerFolder;
  /** Comparisons that say something of it. */
  modes: readonly Mode[];
  /** The one operation that it can answer, by graph and name; without, it takes part in all. */
  only?: { graph: string; operation: string };
  start(surroundings: Surroundings): Promise<RunningGateway>;
}

/** Whether ours shares identical work in flight. */
const sharingSettings = { on: { SHARE_IN_FLIGHT: 'true' }, off: { SHARE_IN_FLIGHT: 'false' } };

const ours: Contestant = {
  name: 'ours',
  description: 'this gateway: authentication, limits, error rules, request ids and metrics on',
  modes,
  start: async ({ graph, mode, folder, cores }) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const keyFile = join(folder, 'issuer.json');
    writeFileSync(keyFile, JSON.stringify(privateKey.export({ format: 'jwk' })), { mode: 0o600 });
    const secret = randomBytes(32).toString('hex');
    const port = await freePort();
    const process = MeasuredProcess.start(
      new URL('../../gateway/src/main.js', import.meta.url),
      {
        SUPERGRAPH_PATH: writeSdl(folder, 'supergraph.graphql', graph.supergraph),
        GATEWAY_PORT: String(port),
        ASSERTION_SECRET: graph.assertionSecret,
        ISSUER_KEY_FILE: keyFile,
        ISSUER_SECRET: secret,
        LOG_LEVEL: 'warn',
        ...(mode === 'sharing' ? sharingSettings.on : sharingSettings.off),
      },
      { cores },
    );
    const origin = `http://127.0.0.1:${port}`;
    const headers = async ({ viewer }: BenchOperation): Promise<Record<string, string>> => ({
      authorization: `Bearer ${await issueToken(origin, secret, { ...viewer, expiresIn: 3600 })}`,
    });
    return serving({ process, url: `${origin}/graphql`, headers });
  },
};

/** A gateway that authenticates nobody. */
function peer(
  contestant: Omit<Contestant, 'start'>,
  module: () => URL,
  environment: (surroundings: Surroundings) => Record<string, string>,
  args: () => string[] = () => [],
): Contestant {
  return {
    ...contestant,
    start: async (surroundings) => {
      const port = await freePort();
      const process = MeasuredProcess.start(
        module(),
        { GATEWAY_PORT: String(port), ...environment(surroundings) },
        { args: args(), cores: surroundings.cores },
      );
      return serving({ process, url: `http://127.0.0.1:${port}/graphql`, headers: async () => ({}) });
    },
  };
}

function hive(name: string, engine: 'javascript' | 'rust', description: string): Contestant {
  return peer(
    { name, description, needs: 'hive', modes: engine === 'rust' ? modes : ['alone', 'sharing'] },
    () => peerFile('hive', 'node_modules/@graphql-hive/gateway/dist/bin.js'),
    ({ graph, folder, mode }) => ({
      SUPERGRAPH_PATH: writeSdl(folder, 'peer-supergraph.graphql', graph.peerSupergraph),
      HIVE_ENGINE: engine,
      HIVE_SHARING: String(mode === 'sharing'),
    }),
    () => ['supergraph', '--config-path', peerFile('hive', 'gateway.config.js').pathname],
  );
}

/** Everyone who can take part, in the order of their turns. */
export const contestants: readonly Contestant[] = [
  ours,
  peer(
    {
      name: 'proxy',
      description: "no gateway: Node's HTTP server and undici, handing on what comes; hardly less is possible on them",
      modes: ['alone'],
      only: { graph: 'shop', operation: 'trivial' },
    },
    () => new URL('./bare-proxy.js', import.meta.url),
    ({ graph }) => ({ SUBGRAPH_URL: graph.services.find(({ name }) => name === 'products')!.url }),
  ),
  peer(
    {
      name: 'stock',
      description: '@apollo/gateway in Apollo Server, as its manual starts it',
      modes: ['alone', 'literals'],
    },
    () => new URL('./stock-gateway.js', import.meta.url),
    ({ graph, folder }) => ({
      SUPERGRAPH_PATH: writeSdl(folder, 'peer-supergraph.graphql', graph.peerSupergraph),
    }),
  ),
  hive('hive-js', 'javascript', 'Hive Gateway, JavaScript engine with jit'),
  hive('hive-rust', 'rust', 'Hive Gateway, router-runtime: planner in Rust and its own executor'),
  peer(
    {
      name: 'mercurius',
      description: "Mercurius' gateway with jit, in Federation 1",
      needs: 'mercurius',
      modes: ['alone'],
    },
    () => peerFile('mercurius', 'gateway.js'),
    ({ graph, folder }) => ({
      SERVICES_PATH: writeSdl(folder, 'services.json', JSON.stringify(graph.services)),
    }),
  ),
];

function writeSdl(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Waits until a gateway answers. @throws Error if it ends instead, or takes over a minute */
async function serving(gateway: RunningGateway): Promise<RunningGateway> {
  for (let attempt = 0; attempt < 600 && !gateway.process.ended; attempt += 1) {
    const answer = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }' }),
    }).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return gateway;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const how = gateway.process.ended ? 'ends at its start' : 'does not start';
  await gateway.process.stop();
  throw new Error(how);
}
