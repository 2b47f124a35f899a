import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { SupergraphFile } from '../../src/supergraph/supergraph-file.js';
import { eventually, stream, TestGateway, type Streamed } from '../gateway-kit.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';

/** Another supergraph while the gateway serves. */

const { graph, identity, gateway } = serveGraph(startLibraryGraph);
let token: string;

beforeAll(async () => {
  token = await identity.token({ scope: 'people:read' });
});

/** The supergraph without a field of a root type. */
function without(field: string): string {
  const sdl = graph.supergraphSdl.replace(new RegExp(`^  ${field}(\\(.*\\))?: .*\\n`, 'm'), '');
  expect(sdl.length).toBeLessThan(graph.supergraphSdl.length);
  return sdl;
}

describe('requests', () => {
  it('go on without an error while supergraphs come and go', async () => {
    let stop = false;
    let answered = 0;
    const client = async (): Promise<void> => {
      while (!stop) {
        const { status, data, errors } = await gateway.run('{ works { title views author { name } } }');
        expect({ status, errors, titles: data?.works.length }).toEqual({ status: 200, titles: 2 });
        answered += 1;
      }
    };
    const clients = Array.from({ length: 8 }, client);
    for (let round = 0; round < 6; round += 1) {
      expect(await gateway.reload(round % 2 ? graph.supergraphSdl : without('totalViews'))).toBe(true);
      const before = answered;
      await eventually(() => answered > before + 20, 20_000);
    }
    stop = true;
    await Promise.all(clients);
  });

  it('find the fields of the newest', async () => {
    await gateway.reload(without('totalViews'));
    const gone = await gateway.run('{ totalViews }');
    expect(gone.errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
    await gateway.reload(graph.supergraphSdl);
    expect((await gateway.run('{ totalViews }')).data).toEqual({ totalViews: 20 });
  });

  it.each([
    ['no GraphQL', 'type Query {'],
    ['no supergraph', 'type Query { a: Int }'],
    ['a feature that is not served', 'context'],
    ['a subgraph without an address', 'address'],
  ])('stay with the old one when the new one is %s', async (_what, given) => {
    const sdl =
      given === 'context'
        ? graph.supergraphSdl.replace(
            '\n\n',
            '\n  @link(url: "https://specs.apollo.dev/context/v0.1", for: SECURITY)\n\n',
          )
        : given === 'address'
          ? graph.supergraphSdl.replace(/url: "http:[^"]*"/, 'url: ""')
          : given;
    expect(await gateway.reload(sdl)).toBe(false);
    expect((await gateway.run('{ totalViews }')).data).toEqual({ totalViews: 20 });
    expect(await gateway.metrics.registry.metrics()).toMatch(
      /supergraph_reloads_total\{outcome="refused"[^}]*\} [1-9]/,
    );
  });
});

describe('subscriptions', () => {
  it('go on without a gap where their fields still exist, on the same socket', async () => {
    const client = gateway.client(token);
    let closed = 0;
    client.on('closed', () => (closed += 1));
    const ticks: number[] = [];
    const ended: unknown[] = [];
    const leave = client.subscribe<{ ticks: number }>(
      { query: 'subscription { ticks }' },
      { next: ({ data }) => ticks.push(data!.ticks), error: (error) => ended.push(error), complete: () => undefined },
    );
    await eventually(() => ticks.length > 2);
    await gateway.reload(without('silent'));
    const seen = ticks.length;
    await eventually(() => ticks.length > seen + 5);
    expect(ticks).toEqual(ticks.map((_, index) => index + 1));
    expect((await stream(client, 'subscription { workRead(id: "w1") { sequence } }')).results).toHaveLength(3);
    expect({ ended, closed }).toEqual({ ended: [], closed: 0 });
    leave();
    await client.dispose();
    await gateway.reload(graph.supergraphSdl);
  });

  it('are ended with a reason where theirs are gone; the socket and its other subscriptions live', async () => {
    const client = gateway.client(token);
    const gone = stream(client, 'subscription { silent }');
    const ticks: unknown[] = [];
    const leave = client.subscribe(
      { query: 'subscription { ticks }' },
      { next: (event) => ticks.push(event), error: (error) => ticks.push({ error }), complete: () => undefined },
    );
    await eventually(() => ticks.length > 0 && graph.activeStreams() === 2);
    await gateway.reload(without('silent'));
    const { error } = await gone;
    expect(error).toMatchObject([
      {
        message: 'The graph has changed. Cannot query field "silent" on type "Subscription".',
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ]);
    const seen = ticks.length;
    await eventually(() => ticks.length > seen + 2);
    leave();
    await eventually(() => graph.activeStreams() === 0);
    await client.dispose();
    await gateway.reload(graph.supergraphSdl);
  });

  it('are ended where a field of theirs is protected now, if fields may be withheld', async () => {
    const withholding = await TestGateway.start(graph.supergraphSdl, identity.identity, { unauthorizedFields: 'null' });
    const client = withholding.client();
    const reading = (selection: string): Promise<Streamed> & { count: () => number } => {
      let count = 0;
      const over = stream(client, `subscription { workRead(id: "w1", count: 100000) { ${selection} } }`, {
        onResult: () => (count += 1),
      });
      return Object.assign(over, { count: () => count });
    };
    const named = reading('sequence reader { name }');
    const plain = reading('sequence');
    await eventually(() => named.count() > 1_010 && plain.count() > 1_010, 30_000);
    const protectedName = graph.supergraphSdl.replace(
      /type Person\b[^}]*?\n {2}name: String![^\n]*/,
      '$& @authenticated',
    );
    expect(await withholding.reload(protectedName)).toBe(true);
    expect((await named).error).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    const seen = plain.count();
    await eventually(() => plain.count() > seen + 3);
    await client.dispose();
    await withholding.stop();
  });

  it('are ended where the supergraphs of several others are served beside theirs', async () => {
    const client = gateway.client(token);
    const first = stream(client, 'subscription Of0 { ticks }');
    await eventually(() => graph.activeStreams() === 1);
    for (let round = 1; round <= 4; round += 1) {
      await gateway.reload(round % 2 ? without('silent') : graph.supergraphSdl);
      // Each holds on to its supergraph.
      void stream(client, `subscription Of${round} { ticks }`);
      await eventually(() => graph.activeStreams() === Math.min(round + 1, 4), 20_000);
    }
    expect((await first).error).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    await client.dispose();
    await eventually(() => graph.activeStreams() === 0, 20_000);
  });
});

describe('the file', () => {
  it('is read again when it changes, by being replaced as well, and left where it cannot be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'supergraph-'));
    const path = join(folder, 'supergraph.graphql');
    await writeFile(path, 'one');
    const seen: string[] = [];
    const file = new SupergraphFile({
      path,
      content: 'one',
      interval: 10,
      onChange: async (content) => seen.push(content),
      logger: pino({ level: 'silent' }),
    });
    await writeFile(path, 'two');
    await eventually(() => seen.length === 1);
    await rm(path);
    await file.look();
    await writeFile(`${path}.new`, 'three');
    await rename(`${path}.new`, path);
    await eventually(() => seen.length === 2);
    await file.stop();
    await writeFile(path, 'four');
    expect(seen).toEqual(['two', 'three']);
    await rm(folder, { recursive: true });
  });
});
