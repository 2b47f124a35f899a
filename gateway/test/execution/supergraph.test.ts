import { describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { supergraphSdl } from '#schema/subgraph-sdl.js';
import { loadSupergraph } from '../../src/supergraph/supergraph.js';
import { eventually } from '../gateway-kit.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';

describe('the committed supergraph', () => {
  // Nothing listens at these: what is refused or introspected needs no subgraph.
  const subgraphUrls = new Map(
    ['CREATOR', 'BRAND', 'CAMPAIGN', 'ANALYTICS'].map((name) => [name, 'http://127.0.0.1:9/graphql']),
  );
  const committed = { supergraphSdl: supergraphSdl() };
  const { identity, gateway } = serveGraph(() => Promise.resolve(committed), { subgraphUrls });

  it('is served: the schema that clients see, without what is between the services', async () => {
    const { data } = await gateway.run('{ __schema { types { name } subscriptionType { fields { name } } } }');
    const names = data.__schema.types.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['Campaign', 'Creator', 'Brand', 'CampaignMetricsEvent']));
    expect(names.filter((name: string) => /^(join__|link__|_)[a-zA-Z]/.test(name))).toEqual([]);
  });

  it('answers the introspection of tools', async () => {
    const { data, errors } = await gateway.run(getIntrospectionQuery());
    expect(errors).toBeUndefined();
    expect(data.__schema.types.length).toBeGreaterThan(100);
  });

  it('keeps its rights', async () => {
    expect((await gateway.run('{ viewer { __typename } }')).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    const mutation = 'mutation ($input: IngestSnapshotsInput!) { ingestSnapshots(input: $input) { __typename } }';
    const answer = await gateway.run(mutation, {
      token: await identity.token({ scope: 'insights:read' }),
      variables: { input: {} },
    });
    expect(answer.errors?.[0]).toMatchObject({ path: ['ingestSnapshots'], extensions: { code: 'FORBIDDEN' } });
  });

  it('without its subgraphs: partial answers, and not ready', async () => {
    const answer = await gateway.run('{ metricDefinitions { name } }');
    expect(answer.status).toBe(200);
    expect(answer.errors).toMatchObject([
      { path: ['metricDefinitions'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } },
    ]);
    expect(answer.text).not.toMatch(/127\.0|:9/);
    const ready = await fetch(`${gateway.url}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ reason: 'not ready: analytics, brand, campaign, creator' });
    expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
  });
});

describe('a gateway beside its subgraphs', () => {
  const { graph, gateway } = serveGraph(startLibraryGraph);

  it('is ready when all of them are', async () => {
    const ready = async () => (await fetch(`${gateway.url}/health/ready`)).status;
    expect(await ready()).toBe(200);
    await graph.stopWorks();
    expect(await ready()).toBe(503);
    await graph.startWorks();
    await eventually(async () => (await ready()) === 200);
  });

  it('counts what it does', async () => {
    await gateway.run('{ works { views } }');
    await gateway.run('{ fault }');
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    const count = (name: string, ...labels: string[]): number =>
      text
        .split('\n')
        .filter((line) => line.startsWith(`${name}{`) && labels.every((label) => line.includes(label)))
        .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
    expect(count('graphql_request_duration_seconds_count', 'outcome="ok"')).toBeGreaterThan(0);
    expect(count('subgraph_request_duration_seconds_count', 'subgraph="views"', 'outcome="ok"')).toBeGreaterThan(0);
    expect(count('graphql_errors_total', 'code="INTERNAL"')).toBe(1);
    expect(text).toMatch(/graphql_subscriptions_active\{[^}]*\} 0/);
  });
});

describe('a supergraph that cannot be served', () => {
  it('is refused: none at all, or none that composition would write', () => {
    expect(() => loadSupergraph('type Query { a: Int }')).toThrow(/cannot be served/);
    expect(() => loadSupergraph('no GraphQL')).toThrow(/cannot be served: Syntax Error/);
  });
});
