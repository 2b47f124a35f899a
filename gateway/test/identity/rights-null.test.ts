import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { JWTPayload } from 'jose';
import { stream, TestGateway, testIdentity, type Answer, type TestIdentity } from '../gateway-kit.js';
import { startLibraryGraph, type LibraryGraph } from '../graphs/library-graph.js';
import { manual, protect, startSocialGraph, type SocialGraph } from '../graphs/social-graph.js';

let graph: SocialGraph;
let identity: TestIdentity;
let gateway: TestGateway;
let refusing: TestGateway;

beforeAll(async () => {
  graph = await startSocialGraph();
  identity = await testIdentity();
  const supergraphSdl = protect(graph.supergraphSdl, manual);
  gateway = await TestGateway.start(supergraphSdl, identity.identity, { unauthorizedFields: 'null' });
  refusing = await TestGateway.start(supergraphSdl, identity.identity);
});

beforeEach(() => {
  graph.users.queries.length = 0;
  graph.posts.queries.length = 0;
  graph.changes.length = 0;
});

afterAll(async () => {
  await gateway?.stop();
  await refusing?.stop();
  await graph?.stop();
});

/** Runs an operation, anonymously unless there are claims. */
const run = async (query: string, claims?: JWTPayload, at = gateway): Promise<Answer> =>
  at.run(query, claims && { token: await identity.token(claims) });

const refusedAt = ({ errors = [] }: Pick<Answer, 'errors'>) =>
  errors.map(({ path, extensions }) => `${path?.join('.')} ${extensions?.code}`);

const asked = () => [...graph.users.queries, ...graph.posts.queries];

// https://www.apollographql.com/docs/graphos/routing/security/authorization: queries, tokens and data are those of its
// examples. Our errors have codes of our own list, and paths of response names alone.
describe('what the manual of Apollo Router says of', () => {
  it('@requiresScopes: what is missing is null, and not asked for', async () => {
    const query = '{ users { username profileImage email } }';
    const answer = await run(query, { scope: 'read:others' });
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({
      users: [
        { username: 'ada', profileImage: 'a.png', email: null },
        { username: 'bob', profileImage: 'b.png', email: null },
      ],
    });
    expect(refusedAt(answer)).toEqual(['users.email FORBIDDEN']);
    expect(asked()).toHaveLength(1);
    expect(asked()[0]).not.toContain('email');
    const whole = await run(query, { scope: 'read:others read:email' });
    expect(whole.errors).toBeUndefined();
    expect(whole.data.users[1].email).toBe('bob@example.com');
  });

  it('@authenticated: the rest is answered, in the shape of the whole', async () => {
    const answer = await run('{ me { username } post(id: "1234") { title views } }');
    expect(answer.text).toContain('"data":{"me":null,"post":{"title":"Securing supergraphs","views":null}}');
    expect(refusedAt(answer)).toEqual(['me UNAUTHENTICATED', 'post.views UNAUTHENTICATED']);
    expect(graph.users.queries).toEqual([]);
    expect(graph.posts.queries[0]).not.toContain('views');
  });

  it('@policy, beside @authenticated', async () => {
    const query = '{ me { username credit_card } }';
    expect((await run(query, { policies: ['read_profile', 'read_credit_card'] })).data.me.credit_card).toBe('4111');
    const answer = await run(query, { policies: 'read_profile' });
    expect(answer.data).toEqual({ me: { username: 'ada', credit_card: null } });
    expect(refusedAt(answer)).toEqual(['me.credit_card FORBIDDEN']);
    expect((await run(query, { policies: ['read_credit_card'] })).data).toEqual({ me: null });
    expect((await run(query)).data).toEqual({ me: null });
  });

  it('alternatives: one of them must hold in full', async () => {
    const card = async (policies: string) =>
      (await run('{ user(id: "1") { username credit_card } }', { policies })).data.user.credit_card;
    expect(await card('billing')).toBeNull();
    expect(await card('audit')).toBeNull();
    expect(await card('audit billing')).toBe('4111');
    expect(await card('read_credit_card')).toBe('4111');
    // A scope is no policy.
    expect((await run('{ user(id: "1") { credit_card } }', { scope: 'read_credit_card' })).data).toEqual({
      user: null,
    });
  });

  it('keys: they join services for everybody, and are told to nobody else', async () => {
    const keys = await TestGateway.start(
      protect(graph.supergraphSdl, { 'Product.id': '@authenticated', 'Product.price': '@authenticated' }),
      identity.identity,
      { unauthorizedFields: 'null' },
    );
    try {
      const joined = await run('{ product { name inStock } }', undefined, keys);
      expect(joined.errors).toBeUndefined();
      expect(joined.data).toEqual({ product: { name: 'Table', inStock: true } });
      const told = await run('{ product { id name inStock price } }', undefined, keys);
      expect(told.data).toEqual({ product: null });
      expect(refusedAt(told)).toEqual(['product.id UNAUTHENTICATED', 'product.price UNAUTHENTICATED']);
      // Under another name it is the same, and what has the key's own name is not mistaken for it.
      const renamed = await run('{ product { id: price name: id other: name inStock } }', undefined, keys);
      expect(renamed.data).toEqual({ product: null });
      const nullable = await run('{ product { id: price other: name inStock } }', undefined, keys);
      expect(nullable.data).toEqual({ product: { id: null, other: 'Table', inStock: true } });
    } finally {
      await keys.stop();
    }
  });

  it('interfaces: what any object behind one asks for, its fields ask for', async () => {
    const answer = await run('{ posts { id author { username } title } post(id: "1") { title } }');
    expect(answer.data).toEqual({ posts: null, post: { title: 'Securing supergraphs' } });
    expect(refusedAt(answer)).toEqual(['posts UNAUTHENTICATED']);
    expect((await run('{ posts { id } }', {})).data.posts).toHaveLength(2);
  });

  it('interfaces: fragments are told apart by their types', async () => {
    const answer = await run(
      '{ posts { ... on PublicBlog { id author { username } title } ... on PrivateBlog { author { id } publishAt } } }',
    );
    expect(answer.data).toEqual({
      posts: [
        { id: 'b1', author: { username: 'ada' }, title: 'Open' },
        { author: null, publishAt: null },
      ],
    });
    expect(refusedAt(answer)).toEqual(['posts.author UNAUTHENTICATED', 'posts.publishAt UNAUTHENTICATED']);
    expect(graph.posts.queries[0]).not.toContain('PrivateBlog');
  });
});

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
  let library: LibraryGraph;
  let composed: TestGateway;

  beforeAll(async () => {
    library = await startLibraryGraph();
    composed = await TestGateway.start(library.supergraphSdl, identity.identity, { unauthorizedFields: 'null' });
  });

  afterAll(async () => {
    await composed?.stop();
    await library?.stop();
  });

  it('gives each object behind an interface to those who may have it', async () => {
    expect(library.supergraphSdl).toMatch(/interface Node[^{]*@requiresScopes/);
    const query = '{ nodes { ... on Person { id name } ... on Vault { secret } } }';
    const answer = await run(query, {}, composed);
    expect(answer.data).toEqual({ nodes: [{ id: 'p1', name: 'Nguyễn Ánh' }] });
    expect(refusedAt(answer)).toEqual(['nodes.secret FORBIDDEN']);
    expect((await run('{ nodes { id } }', {}, composed)).data).toBeNull();
    expect((await run('{ nodes { ... on Node { id } } }', {}, composed)).data).toBeNull();
    expect((await run(query, { scope: 'admin' }, composed)).errors).toBeUndefined();
  });

  it('joins services below what is left', async () => {
    const answer = await run(
      '{ works { title views author { name email mood } } }',
      { scope: 'people:read' },
      composed,
    );
    expect(answer.data.works[0]).toEqual({
      title: 'First',
      views: 10,
      author: { name: 'Nguyễn Ánh', email: null, mood: 'GOOD' },
    });
    expect(refusedAt(answer)).toEqual(['works.author.email FORBIDDEN']);
  });
});
