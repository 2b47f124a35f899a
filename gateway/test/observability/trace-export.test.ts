import { execFile } from 'node:child_process';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { startTracing } from '#platform/traces/tracing.js';
import { schemaFolder } from '#schema/subgraph-sdl.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';

const { gateway } = serveGraph(startLibraryGraph);
let stopTracing: (() => Promise<void>) | undefined;

afterEach(() => stopTracing?.());

describe('a collector that cannot be reached', () => {
  it('costs one warning and no answer', async () => {
    const away = createServer();
    await new Promise<void>((resolve) => away.listen(0, '127.0.0.1', resolve));
    const { port } = away.address() as { port: number };
    await new Promise<void>((resolve) => away.close(() => resolve()));
    const lines: string[] = [];
    const sink = new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) });
    process.env.OTEL_BSP_SCHEDULE_DELAY = '50';
    process.env.OTEL_EXPORTER_OTLP_TIMEOUT = '200';
    try {
      stopTracing = await startTracing('gateway', pino({}, sink), {
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      });
    } finally {
      delete process.env.OTEL_BSP_SCHEDULE_DELAY;
      delete process.env.OTEL_EXPORTER_OTLP_TIMEOUT;
    }
    for (let round = 0; round < 3; round += 1) {
      expect((await gateway.run('{ works { title } }')).status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 600));
    }
    const started = Date.now();
    await stopTracing();
    expect(Date.now() - started).toBeLessThan(5_000);
    expect(lines.filter((line) => line.includes('do not reach the collector'))).toHaveLength(1);
  });
});

it('a collector that takes everything and never answers delays neither answers nor the stop for long', async () => {
  const sockets: Socket[] = [];
  const frozen = createServer((socket) => void sockets.push(socket));
  await new Promise<void>((resolve) => frozen.listen(0, '127.0.0.1', resolve));
  const { port } = frozen.address() as { port: number };
  stopTracing = await startTracing('gateway', pino({ level: 'silent' }), {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
  });
  // More spans than may wait.
  for (let round = 0; round < 20; round += 1)
    await Promise.all(Array.from({ length: 50 }, () => gateway.run('{ works { title } }')));
  expect((await gateway.run('{ works { title } }')).status).toBe(200);
  const started = Date.now();
  await stopTracing();
  expect(Date.now() - started).toBeLessThan(6_000);
  expect(sockets.length).toBeGreaterThan(0);
  for (const socket of sockets) socket.destroy();
  await new Promise<void>((resolve) => frozen.close(() => resolve()));
});

describe('the tracing SDK', () => {
  const loaded = async (environment: Record<string, string>): Promise<string[]> => {
    const dist = join(schemaFolder, '..', 'dist');
    // Everything that a gateway and a service are made of, and the start of traces as every process makes it.
    const script = `
      import { createRequire } from 'node:module';
      await import('${dist}/gateway/src/server.js');
      await import('${dist}/services/creator/src/server.js');
      await import('${dist}/platform/src/process/run-process.js');
      const { startTracing } = await import('${dist}/platform/src/traces/tracing.js');
      await startTracing('gateway', { warn() {}, info() {} });
      const cache = Object.keys(createRequire('${dist}/x.js').cache);
      console.log(JSON.stringify(cache.filter((path) => path.includes('@opentelemetry'))));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
      env: { PATH: process.env.PATH, ...environment },
      cwd: join(schemaFolder, '..'),
    });
    const packages = (JSON.parse(stdout) as string[]).map((path) => /@opentelemetry\/([\w-]+)/.exec(path)![1]!);
    return [...new Set(packages)];
  };

  it('is not loaded while traces are off', async () => {
    // Others of the same house come with Apollo's packages.
    const sdk = ['sdk-trace-base', 'exporter-trace-otlp-http'];
    expect((await loaded({})).filter((name) => sdk.includes(name))).toEqual([]);
    const on = await loaded({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
    expect(on).toEqual(expect.arrayContaining(sdk));
  });
});
