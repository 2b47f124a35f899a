import { describe, expect, it } from '@jest/globals';
import { stream } from '../gateway-kit.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';

const { graph, identity, gateway } = serveGraph(startLibraryGraph);

/** Operations that need scopes, and the path at which they are refused. */
const protectedBy = {
  'a field': ['{ people { email } }', ['people', 'email']],
  'an alias': ['{ people { name: email } }', ['people', 'name']],
  'an inline fragment': ['{ people { ... on Person { e: email } } }', ['people', 'e']],
  'a fragment': [
    '{ people { ...P } } fragment P on Person { ...Q } fragment Q on Person { email }',
    ['people', 'email'],
  ],
  'a union': ['{ things { ... on Person { email } } }', ['things', 'email']],
  'a type behind a union': ['{ things { ... on Vault { id } } }', ['things', 'id']],
  'a type behind an interface': ['{ nodes { ... on Vault { secret } } }', ['nodes', 'secret']],
  'a field of an interface that a protected type may answer': ['{ nodes { id } }', ['nodes']],
  'a field of an interface that asks for more behind it': ['{ labels { label } }', ['labels', 'label']],
  'an enum': ['{ people { mood } }', ['people', 'mood']],
  'another subgraph': ['{ works { author { email } } }', ['works', 'author', 'email']],
  'a directive': ['{ people { name email @include(if: true) } }', ['people', 'email']],
} as Record<string, [string, string[]]>;

describe('rights, before any subgraph is asked', () => {
  it.each(Object.entries(protectedBy))('hold for %s', async (_what, [query, path]) => {
    graph.peopleViewers.length = 0;
    const anonymous = await gateway.run(query);
    expect(anonymous.status).toBe(401);
    expect(anonymous.data).toBeUndefined();
    expect(anonymous.errors?.[0]).toMatchObject({ path, extensions: { code: 'UNAUTHENTICATED' } });
    const without = await gateway.run(query, { token: await identity.token({ scope: 'people:write people:contact' }) });
    expect(without.status).toBe(403);
    expect(without.errors?.[0]).toMatchObject({ path, extensions: { code: 'FORBIDDEN' } });
    expect(graph.peopleViewers).toEqual([]);
    const admitted = await gateway.run(query, {
      token: await identity.token({ scope: 'admin people:read people:contact' }),
    });
    expect(admitted.errors).toBeUndefined();
  });

  it('hold over WebSocket', async () => {
    const client = gateway.client();
    try {
      for (const [query, path] of Object.values(protectedBy)) {
        const { error } = await stream(client, query);
        expect(error?.[0]).toMatchObject({ path, extensions: { code: 'UNAUTHENTICATED' } });
      }
      expect((await stream(client, 'subscription { ticks }')).error?.[0]).toMatchObject({
        path: ['ticks'],
        extensions: { code: 'UNAUTHENTICATED' },
      });
      const { error } = await stream(client, 'subscription { workRead(id: "w1") { reader { contact: email } } }');
      expect(error?.[0]).toMatchObject({ path: ['workRead', 'reader', 'contact'] });
    } finally {
      await client.dispose();
    }
  });

  it('take any one of the sets of scopes, in full', async () => {
    const run = async (scope: string) =>
      (await gateway.run('{ people { email } }', { token: await identity.token({ scope }) })).status;
    expect(await run('people:read')).toBe(403);
    expect(await run('people:contact people:read')).toBe(200);
    expect(await run('admin')).toBe(200);
  });

  it('ask for a token where one is enough', async () => {
    expect((await gateway.run('{ me { name } safe { content } }')).errors?.map(({ path }) => path)).toEqual([
      ['me'],
      ['safe'],
    ]);
    expect((await gateway.run('{ me { name } safe { content } }', { token: await identity.token() })).data).toEqual({
      me: { name: 'Nguyễn Ánh' },
      safe: { content: 'gold' },
    });
    expect((await gateway.run('mutation { rename(id: "p1", name: "x") { id } }')).errors?.[0]?.extensions?.code).toBe(
      'UNAUTHENTICATED',
    );
  });

  it('leave open what is not protected', async () => {
    expect((await gateway.run('{ things { __typename ... on Person { name } } labels { __typename } }')).data).toEqual({
      things: [{ __typename: 'Person', name: 'Nguyễn Ánh' }],
      labels: [{ __typename: 'Tag' }],
    });
    expect((await gateway.run('{ labels { ... on Tag { label } } }')).data).toEqual({ labels: [{ label: 'open' }] });
  });

  it('are checked for each viewer of one document', async () => {
    const query = '{ people { email } }';
    const token = await identity.token({ scope: 'admin' });
    const statuses = await Promise.all(
      Array.from({ length: 10 }, async (_, n) => (await gateway.run(query, n % 2 ? { token } : {})).status),
    );
    expect(statuses).toEqual(Array.from({ length: 10 }, (_, n) => (n % 2 ? 200 : 401)));
  });
});
