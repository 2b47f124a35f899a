import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../gateway-kit.js';
import { assertionSecret, startLibraryGraph } from '../graphs/library-graph.js';
import { runGraph } from '../served-graph.js';
import { RawSocket } from '../subscriptions/raw-socket.js';

/** The gateway's own process, under load, when it is told to stop. */

const { graph } = runGraph(startLibraryGraph);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gateway-stop-'));
  await writeFile(join(folder, 'supergraph.graphql'), graph.supergraphSdl);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts the process that is deployed. @returns it, and its URL */
async function startProcess(): Promise<{ process: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../../dist/gateway/src/main.js')], {
    env: {
      PATH: process.env.PATH,
      GATEWAY_PORT: '0',
      SUPERGRAPH_PATH: join(folder, 'supergraph.graphql'),
      ASSERTION_SECRET: assertionSecret,
      AUTHENTICATION: 'off',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    const url = /"url":"(http:[^"]+)"/.exec(line)?.[1];
    if (!url) continue;
    child.stdout.resume();
    return { process: child, url };
  }
  throw new Error(`the gateway did not start: ${lines.join('\n')}`);
}

const body = '{"query":"{ slow(milliseconds: 30) works { id views author { name } } }"}';

/** One request. @returns its status, or the code of its failure */
function ask(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    const sent = request(
      `${url}/graphql`,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': body.length } },
      (response) => {
        let text = '';
        response.on('data', (data) => (text += String(data)));
        response.on('end', () => resolve(text.includes('"views":10') ? String(response.statusCode) : text));
        response.on('error', (error) => resolve(`answer broke off: ${error.message}`));
      },
    );
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(`${sent.reusedSocket ? 'reused ' : ''}${error.code}`));
    sent.end(body);
  });
}

describe('a gateway that is stopped under load', () => {
  it('answers every request that it took, refuses what comes after, closes sockets with 1001, and ends', async () => {
    const { process: gateway, url } = await startProcess();
    const ended = once(gateway, 'exit');
    const outcomes: Record<string, number> = {};
    const agents = Array.from({ length: 20 }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
    const sockets = await Promise.all(
      Array.from({ length: 10 }, () => RawSocket.open(`${url.replace('http', 'ws')}/graphql`)),
    );
    for (const socket of sockets) socket.subscribe('a', 'subscription { silent }');
    try {
      const load = agents.map(async (agent) => {
        for (;;) {
          const outcome = await ask(url, agent);
          outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
          if (outcome === 'ECONNREFUSED') return;
        }
      });
      await eventually(() => (outcomes['200'] ?? 0) > 100, 20_000);
      gateway.kill('SIGTERM');
      for (const { closed } of sockets) expect(await closed).toEqual({ code: 1001, reason: 'Going away' });
      await Promise.all(load);
      const [code] = await ended;
      expect(code).toBe(0);
      expect(Object.keys(outcomes).sort()).toEqual(['200', 'ECONNREFUSED']);
      expect(outcomes.ECONNREFUSED).toBe(20);
    } finally {
      for (const agent of agents) agent.destroy();
      gateway.kill('SIGKILL');
    }
  }, 60_000);
});
