import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { schemaDrift } from '#platform/database/migrate.js';
import { newId } from '#platform/database/identifiers.js';
import { assertionHeader, mintAssertion } from '#platform/identity/assertion.js';
import { testViewer } from '#platform/testing/subgraph-tester.js';
import { testSecret } from '#platform/testing/test-secret.js';
import { AnalyticsServiceUnderTest, analyst, brandViewer, writer } from './analytics-service.js';

let analytics: AnalyticsServiceUnderTest;
beforeAll(async () => {
  analytics = await AnalyticsServiceUnderTest.start();
});
afterAll(() => analytics.stop());

describe('the database', () => {
  it('has tables that match the entities', async () => {
    expect(await schemaDrift(analytics.service.dataSource)).toEqual([]);
  });
});

describe('direct access', () => {
  const ask = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${analytics.service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: '{ metricDefinitions { name } }' }),
    });
  it.each([
    ['no assertion', {}],
    ['an altered one', { [assertionHeader]: `${mintAssertion(analyst, 'analytics', testSecret)}A` }],
    ['one for another service', { [assertionHeader]: mintAssertion(analyst, 'creator', testSecret) }],
    ['one signed with another key', { [assertionHeader]: mintAssertion(analyst, 'analytics', 'x'.repeat(32)) }],
  ])('is refused with %s', async (_what, headers) => {
    expect((await ask(headers as Record<string, string>)).status).toBe(401);
  });
});

describe('who may send snapshots', () => {
  const mutation = `mutation { ingestSnapshots(input: { snapshots: [] }) { results { outcome } } }`;
  it.each([
    ['nobody', testViewer('ANONYMOUS'), 'UNAUTHENTICATED'],
    ['an analyst', analyst, 'FORBIDDEN'],
    ['a brand', brandViewer(newId()), 'FORBIDDEN'],
    ['a creator', testViewer('CREATOR', { creatorId: newId() }), 'FORBIDDEN'],
    ['another service', testViewer('SERVICE'), 'FORBIDDEN'],
  ])('not %s', async (_who, viewer, code) => {
    const { errors } = await analytics.graph.run(viewer, mutation);
    expect(errors?.[0]?.extensions?.code).toBe(code);
  });
  it.each([
    ['a program with metrics:write', writer],
    ['an operator', testViewer('OPERATOR', {}, ['operator'])],
  ])('%s', async (_who, viewer) => {
    expect((await analytics.graph.run(viewer, mutation)).data).toEqual({ ingestSnapshots: { results: [] } });
  });
});
