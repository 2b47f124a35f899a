import { describe, expect, it } from '@jest/globals';
import { TestGateway } from '../gateway-kit.js';
import { protect } from '../graphs/social-graph.js';
import { refusedAt, serveProtectedGraph } from './protected-graph.js';

const { graph, identity, run, asked } = serveProtectedGraph();

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
      protect(graph.openSupergraphSdl, { 'Product.id': '@authenticated', 'Product.price': '@authenticated' }),
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
