import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '#platform/process/free-ports.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { runGraph } from '../served-graph.js';

/** What the gateway's own process logs from its start to its end. */

const { graph } = runGraph(startLibraryGraph);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gateway-log-'));
  await writeFile(join(folder, 'supergraph.graphql'), graph.supergraphSdl);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the process, until it ends by itself or serves. @returns its exit code, and what it logged */
async function run(settings: Record<string, string>): Promise<{ code: unknown; lines: Record<string, unknown>[] }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../../dist/gateway/src/main.js')], {
    env: {
      PATH: process.env.PATH,
      SUPERGRAPH_PATH: join(folder, 'supergraph.graphql'),
      AUTHENTICATION: 'off',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const lines: Record<string, unknown>[] = [];
  const reading = createInterface({ input: child.stdout }).on('line', (line) =>
    lines.push(JSON.parse(line) as Record<string, unknown>),
  );
  const serves = async (): Promise<void> => {
    const live = (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${settings.GATEWAY_PORT}/health/live`).then(
        ({ ok }) => ok,
        () => false,
      );
    for (let tries = 0; tries < 400 && child.exitCode === null && !(await live()); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill('SIGTERM');
  };
  if (settings.LOG_LEVEL) await serves();
  const [code] = (await exit) as unknown[];
  if (!child.stdout.readableEnded) await once(reading, 'close');
  return { code, lines };
}

describe("the log of the gateway's process", () => {
  it('says in a sentence that its port is taken, and what to do', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { code, lines } = await run({ GATEWAY_PORT: String(port) });
    await new Promise((resolve) => server.close(resolve));
    expect(code).toBe(1);
    expect(lines.filter(({ level }) => level === 60).map(({ msg }) => msg)).toEqual([
      `Port ${port} is taken: stop what uses it, or set another (PORT of a service, GATEWAY_PORT of the gateway).`,
    ]);
    expect(JSON.stringify(lines)).not.toContain('stack');
  });

  it.each([
    ['silent', []],
    ['warn', [['the supergraph has no such subgraphs', ['SUBGRAPH_URL_NOWHERE']]]],
  ])(
    'has nothing below LOG_LEVEL=%s, and a setting for a subgraph that is not there as a warning',
    async (level, told) => {
      const port = String(await freePort());
      const { code, lines } = await run({
        GATEWAY_PORT: port,
        LOG_LEVEL: level,
        SUBGRAPH_URL_NOWHERE: 'http://127.0.0.1:1/',
      });
      expect(code).toBe(0);
      const notes = lines.filter(({ msg }) => !String(msg).startsWith('authentication is off'));
      expect(notes.map(({ msg, settings }) => [msg, settings])).toEqual(told);
    },
  );
});
