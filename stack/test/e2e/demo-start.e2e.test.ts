import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoId } from '#demo/demo-id.js';
import { until } from '#platform/testing/until.js';
import { knownOperations, type OperationRole } from '#schema/known-operations.js';
import { startStack, type RunningStack } from '../../src/stack.js';
import { marketplace } from './command-line.js';
import { GraphClient } from './graph-client.js';

let folder: string;
let stack: RunningStack;

const start = (): Promise<RunningStack> =>
  startStack({ dataFolder: folder, ports: 'free', environment: { ...process.env, SEED_SCALE: 'small' } });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marketplace-demo-'));
  stack = await start();
  await stack.seeded;
}, 180_000);
afterAll(async () => {
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A client in the role that a known operation is written for, with the ids of its example variables. */
async function clientFor(role: OperationRole): Promise<GraphClient> {
  const request = {
    brand: { role: 'BRAND', brandId: demoId('brand', 0), brandRole: 'OWNER' },
    creator: { role: 'CREATOR', creatorId: demoId('creator', 0) },
    analyst: { role: 'ANALYST' },
    operator: { role: 'OPERATOR' },
  } as const;
  return new GraphClient(stack.gatewayUrl, await stack.token(request[role]));
}

const reads = knownOperations().filter(
  ({ document }) => /^\s*query\b/m.test(document) && !/^\s*mutation\b/m.test(document),
);
const live = knownOperations().find(({ name }) => name === 'live-campaign')!;

describe('the marketplace with its demo data', () => {
  it.each(reads.map((operation) => [operation.path, operation] as const))(
    'answers %s',
    async (_path, { role, document, variables }) => {
      const { data, errors } = await (await clientFor(role)).run(document, variables);
      expect(errors).toBeUndefined();
      // An example that finds nothing would teach nothing.
      for (const value of Object.values(data as object)) expect(value).not.toBeNull();
    },
  );

  it('shows a newcomer a campaign that moves', async () => {
    const brand = await clientFor('brand');
    const stream = brand.subscribe<{
      campaignMetrics: { kind: string; sequence: number; campaign: { brand: { name: string } } };
    }>(live.document, live.variables);
    await until(() => stream.events.length >= 3, 30_000);
    await stream.stop();
    expect(stream.failures).toEqual([]);
    const events = stream.events.map((event) => event.campaignMetrics);
    expect(events.map((event) => event.kind)).toEqual(['PICTURE', ...events.slice(1).map(() => 'CHANGE')]);
    expect(events.map((event) => event.sequence)).toEqual(events.map((_event, n) => events[0]!.sequence + n));
    expect(events[0]!.campaign.brand.name).toBeTruthy();
  });

  it('tells what runs', async () => {
    const { code, output } = await marketplace({ DATA_DIR: folder }, 'status');
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/gateway +ready +\d+ +\d+\.\d+\.\d+/) });
    for (const name of ['creator', 'brand', 'campaign', 'analytics', 'postgres', 'simulator'])
      expect(output).toMatch(new RegExp(`^${name} +ready`, 'm'));
  });

  it('keeps its data over a stop and a start, and does not load it again', async () => {
    const count = `{ creators(first: 1) { totalCount } campaigns(first: 1) { totalCount } }`;
    const before = await (await clientFor('operator')).must(count);
    await stack.stop();
    stack = await start();
    await stack.seeded;
    expect(await (await clientFor('operator')).must(count)).toEqual(before);
    expect(before.creators.totalCount).toBeGreaterThan(40);
  }, 120_000);

  it('serves on while one service is killed, and takes it back', async () => {
    const analyst = await clientFor('analyst');
    const query = `{ campaigns(first: 3) { nodes { name brand { name } } } }`;
    stack.kill('brand');
    const { data, errors } = await analyst.run(query);
    expect(data.campaigns.nodes).toHaveLength(3);
    for (const error of errors ?? []) {
      expect(error).toMatchObject({
        path: ['campaigns', 'nodes', expect.any(Number), 'brand', 'name'],
        extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
      });
      expect(error.message).not.toMatch(/127\.0\.0\.1|ECONN|http/);
    }
    await until(async () => !(await analyst.run(query)).errors, 30_000);
  }, 60_000);
});
