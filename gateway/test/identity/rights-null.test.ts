import { describe, expect, it } from '@jest/globals';
import type { JWTPayload } from 'jose';
import { stream, TestGateway, type Answer } from '../gateway-kit.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { manual, protect, startSocialGraph } from '../graphs/social-graph.js';
import { serveGraph } from '../served-graph.js';
import { refusedAt, serveProtectedGraph } from './protected-graph.js';

const { graph, identity, gateway, another, run, asked } = serveProtectedGraph();
const refusing = another({ unauthorizedFields: 'refuse' });

describe('refused fields that are null', () => {
  it('take along what may not be without them', async () => {
    // `PrivateBlog.id` may not be null, nor may an element of the list; the list itself may.
    const answer = await run('{ posts { ... on PublicBlog { id } ... on PrivateBlog { id } } post(id: "1") { id } }');
    expect(answer.data).toEqual({ posts: null, post: { id: '1234' } });
    const union = await run('{ search { __typename ... on Post { id } ... on PrivateBlog { title publishAt } } }');
    expect(union.data).toEqual({ search: [{ __typename: 'Post', id: '1234' }, null] });
    expect(refusedAt(union)).toEqual(['search.title UNAUTHENTICATED', 'search.publishAt UNAUTHENTICATED']);
    const nothing = await run('{ users { id } }');
    expect(nothing.status).toBe(200);
    expect(nothing.data).toBeNull();
  });

  it('ask nobody where nothing is left', async () => {
    const answer = await run('{ me { username } user(id: "1") { email } }');
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ me: null, user: null });
    expect(refusedAt(answer)).toEqual(['me UNAUTHENTICATED', 'user.email UNAUTHENTICATED']);
    expect(asked()).toEqual([]);
  });

  it('are found behind aliases, fragments and directives; the order of fields stays', async () => {
    const answer = await run(
      `query ($yes: Boolean = true) {
        first: user(id: "1") { contact: email ...F name: username ... @include(if: $yes) { e: email } }
      }
      fragment F on User { ...G username @skip(if: $yes) }
      fragment G on User { mail: email image: profileImage }`,
    );
    expect(answer.text).toContain(
      '"data":{"first":{"contact":null,"mail":null,"image":"a.png","name":"ada","e":null}}',
    );
    expect(refusedAt(answer)).toEqual(
      ['first.contact', 'first.mail', 'first.e'].map((path) => `${path} UNAUTHENTICATED`),
    );
  });

  it('do not show what other parts of the operation may', async () => {
    // The friend's name is asked for in one selection of `friends`, the address in another.
    const answer = await run(
      '{ user(id: "1") { friends { username } ... { friends { email username: profileImage } } } }',
    );
    expect(answer.status).toBe(400);
    const merged = await run('{ user(id: "1") { friends { username } ... { friends { email } } } }');
    expect(merged.data).toEqual({ user: { friends: [{ username: 'bob', email: null }] } });
  });

  it('leave `__typename` and introspection alone', async () => {
    const answer = await run('{ __typename me { username } posts { __typename } __type(name: "User") { name } }');
    expect(answer.data).toEqual({
      __typename: 'Query',
      me: null,
      posts: [{ __typename: 'PublicBlog' }, { __typename: 'PrivateBlog' }],
      __type: { name: 'User' },
    });
  });

  it('are mutations that do not run; the others do, whatever is left below them', async () => {
    const answer = await run(
      'mutation { rename(id: "1", username: "x") { email } forget(id: "1") again: rename(id: "2", username: "y") { username } }',
    );
    expect(answer.data).toEqual({ rename: { email: null }, forget: null, again: { username: 'y' } });
    expect(refusedAt(answer)).toEqual(['rename.email UNAUTHENTICATED', 'forget UNAUTHENTICATED']);
    expect(graph.changes).toEqual(['rename 1', 'rename 2']);
    expect((await run('mutation { forget(id: "1") }', { scope: 'admin' })).data).toEqual({ forget: true });
  });

  it('are told beside the errors of subgraphs', async () => {
    const lone = await startSocialGraph();
    const lonely = await TestGateway.start(protect(lone.supergraphSdl, manual), identity.identity, {
      unauthorizedFields: 'null',
    });
    try {
      await lone.posts.stop();
      const answer = await run('{ post(id: "1") { title views } user(id: "1") { username email } }', undefined, lonely);
      expect(answer.data).toEqual({ post: null, user: { username: 'ada', email: null } });
      expect(refusedAt(answer)).toEqual([
        'post.views UNAUTHENTICATED',
        'user.email UNAUTHENTICATED',
        'post SUBGRAPH_UNAVAILABLE',
      ]);
    } finally {
      await lonely.stop();
      await lone.users.stop();
    }
  });

  it('are told by viewer, of one document, at once', async () => {
    const query = '{ user(id: "1") { username email credit_card } }';
    const claims = [
      undefined,
      {},
      { scope: 'read:email' },
      { policies: 'read_credit_card' },
      { scope: 'read:email', policies: 'audit billing' },
    ];
    const round = () => Promise.all(claims.map((own) => run(query, own)));
    for (const answers of [await round(), await round()]) {
      expect(answers.map(({ data }) => [data.user.email, data.user.credit_card])).toEqual([
        [null, null],
        [null, null],
        ['ada@example.com', null],
        [null, '4111'],
        ['ada@example.com', '4111'],
      ]);
      expect(answers.map((answer) => refusedAt(answer))).toEqual([
        ['user.email UNAUTHENTICATED', 'user.credit_card UNAUTHENTICATED'],
        ['user.email FORBIDDEN', 'user.credit_card FORBIDDEN'],
        ['user.credit_card FORBIDDEN'],
        ['user.email FORBIDDEN'],
        [],
      ]);
    }
  });

  it('cost nothing', async () => {
    const cost = async (claims?: JWTPayload) => {
      const answer = await gateway.run('{ posts { id author { username friends { friends { username } } } } }', {
        headers: { 'x-request-cost': '1' },
        ...(claims && { token: await identity.token(claims) }),
      });
      return (JSON.parse(answer.text) as { extensions: { cost: { estimated: number } } }).extensions.cost.estimated;
    };
    expect(await cost()).toBe(0);
    expect(await cost({})).toBeGreaterThan(100);
  });
});

describe('over WebSocket, refused fields', () => {
  it('are null as over HTTP', async () => {
    const client = gateway.client();
    try {
      const { results } = await stream(client, '{ me { username } post(id: "1") { title views } }');
      expect(results[0].data).toEqual({ me: null, post: { title: 'Securing supergraphs', views: null } });
      expect(refusedAt(results[0])).toEqual(['me UNAUTHENTICATED', 'post.views UNAUTHENTICATED']);
      const mutation = await stream(client, 'mutation { forget(id: "1") rename(id: "2", username: "z") { username } }');
      expect(mutation.results[0].data).toEqual({ forget: null, rename: { username: 'z' } });
      expect(graph.changes).toEqual(['rename 2']);
    } finally {
      await client.dispose();
    }
  });

  it('of a subscription are null in each event; a refused stream is not begun', async () => {
    const client = gateway.client();
    const known = gateway.client(await identity.token({ scope: 'read:email' }));
    try {
      const { results } = await stream(client, 'subscription { joined { username email } }');
      expect(results).toHaveLength(1);
      expect(results[0].data).toEqual({ joined: { username: 'ada', email: null } });
      expect(refusedAt(results[0])).toEqual(['joined.email UNAUTHENTICATED']);
      const whole = await stream(known, 'subscription { joined { username email } }');
      expect(whole.results[0]).toEqual({ data: { joined: { username: 'ada', email: 'ada@example.com' } } });
      const before = graph.users.fromSockets.length;
      for (const refused of ['subscription { left { username } }', 'subscription { joined { email } }']) {
        const { error } = await stream(client, refused);
        expect(error?.[0]).toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
      }
      expect(graph.users.fromSockets).toHaveLength(before);
    } finally {
      await client.dispose();
      await known.dispose();
    }
  });
});

// `grade` needs `salary` and `badge` needs `grade`; neither says so in this supergraph.
describe('fields that need a protected one', () => {
  it.each(['grade', 'badge', 'b: badge', '... on User { badge }'])('are protected like it: %s', async (field) => {
    const query = `{ user(id: "1") { username ${field} } }`;
    const name = field.includes(':') ? 'b' : field.includes('badge') ? 'badge' : 'grade';
    const answer = await run(query, { scope: 'read:email' });
    expect(answer.data).toEqual({ user: { username: 'ada', [name]: null } });
    expect(refusedAt(answer)).toEqual([`user.${name} FORBIDDEN`]);
    expect(asked().join()).not.toContain('salary');
    expect((await run(query, undefined, refusing)).status).toBe(401);
    const value = name === 'grade' ? 'grade 100' : 'badge of grade 100';
    expect((await run(query, { scope: 'payroll' })).data.user[name]).toBe(value);
    expect((await run(query, { scope: 'payroll' }, refusing)).data.user[name]).toBe(value);
  });
});

describe('where operations are refused', () => {
  it('none of it runs, by policy as by scope', async () => {
    const query = '{ user(id: "1") { username credit_card } }';
    const answer = await run(query, { policies: 'billing' }, refusing);
    expect([answer.status, answer.data]).toEqual([403, undefined]);
    expect(refusedAt(answer)).toEqual(['user.credit_card FORBIDDEN']);
    await run('mutation { rename(id: "1", username: "x") { id } forget(id: "1") }', {}, refusing);
    expect([...asked(), ...graph.changes]).toEqual([]);
    expect((await run(query, { policies: ['billing', 'audit'] }, refusing)).data.user.credit_card).toBe('4111');
  });
});

// The composition of this day writes what objects ask for on their interfaces as well.
describe('a composed supergraph', () => {
  const library = serveGraph(startLibraryGraph, { unauthorizedFields: 'null' });
  const run = async (query: string, claims: JWTPayload): Promise<Answer> =>
    library.gateway.run(query, { token: await library.identity.token(claims) });

  it('gives each object behind an interface to those who may have it', async () => {
    expect(library.graph.supergraphSdl).toMatch(/interface Node[^{]*@requiresScopes/);
    const query = '{ nodes { ... on Person { id name } ... on Vault { secret } } }';
    const answer = await run(query, {});
    expect(answer.data).toEqual({ nodes: [{ id: 'p1', name: 'Nguyễn Ánh' }] });
    expect(refusedAt(answer)).toEqual(['nodes.secret FORBIDDEN']);
    expect((await run('{ nodes { id } }', {})).data).toBeNull();
    expect((await run('{ nodes { ... on Node { id } } }', {})).data).toBeNull();
    expect((await run(query, { scope: 'admin' })).errors).toBeUndefined();
  });

  it('joins services below what is left', async () => {
    const answer = await run('{ works { title views author { name email mood } } }', { scope: 'people:read' });
    expect(answer.data.works[0]).toEqual({
      title: 'First',
      views: 10,
      author: { name: 'Nguyễn Ánh', email: null, mood: 'GOOD' },
    });
    expect(refusedAt(answer)).toEqual(['works.author.email FORBIDDEN']);
  });
});
