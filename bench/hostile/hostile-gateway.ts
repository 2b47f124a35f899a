import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { compiledModule } from '../../stack/src/installation.js';
import { issueToken } from '../../stack/src/issued-token.js';
import { freePort } from '#platform/process/free-ports.js';
import { MeasuredProcess } from '../gateway/measured-process.js';
import { hostileSubgraphs } from './hostile-graph.js';

/** The gateway on the hostile graph, each in a process of its own. */
export interface HostileGateway {
  url: string;
  process: MeasuredProcess;
  /** Headers of a client with a token. */
  headers: Record<string, string>;
  /** Requests that the subgraphs got so far. */
  fetches(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts subgraphs and gateway. @param settings of the gateway beside those that it needs */
export async function startHostileGateway(settings: Record<string, string> = {}): Promise<HostileGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-hostile-'));
  const subgraphs = MeasuredProcess.start(pathToFileURL(compiledModule('bench/hostile/hostile-subgraphs.js')), {});
  let gateway: MeasuredProcess | undefined;
  const stop = async (): Promise<void> => {
    await gateway?.stop();
    await subgraphs.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { urls } = (await subgraphs.message()) as { urls: Record<string, string> };
    const { supergraphSdl, errors } = composeServices(
      Object.entries(hostileSubgraphs).map(([name, sdl]) => ({ name, url: urls[name]!, typeDefs: parse(sdl) })),
    );
    if (!supergraphSdl) throw new AggregateError(errors ?? [], 'the hostile graph does not compose');
    const supergraphFile = join(folder, 'supergraph.graphql');
    writeFileSync(supergraphFile, supergraphSdl);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const keyFile = join(folder, 'issuer.json');
    writeFileSync(keyFile, JSON.stringify(privateKey.export({ format: 'jwk' })), { mode: 0o600 });
    const secret = randomBytes(32).toString('hex');
    const port = await freePort();
    gateway = MeasuredProcess.start(pathToFileURL(compiledModule('gateway/src/main.js')), {
      SUPERGRAPH_PATH: supergraphFile,
      GATEWAY_PORT: String(port),
      ASSERTION_SECRET: randomBytes(32).toString('hex'),
      ISSUER_KEY_FILE: keyFile,
      ISSUER_SECRET: secret,
      LOG_LEVEL: 'fatal',
      ...settings,
    });
    const origin = `http://127.0.0.1:${port}`;
    await answering(origin);
    const token = await issueToken(origin, secret, { role: 'ANALYST', expiresIn: 3600 });
    return {
      url: `${origin}/graphql`,
      process: gateway,
      headers: { authorization: `Bearer ${token}` },
      fetches: async () => ((await subgraphs.ask({})) as { fetches: number }).fetches,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function answering(origin: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const live = await fetch(`${origin}/health/live`).catch(() => undefined);
    if (live?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the gateway does not start');
}
