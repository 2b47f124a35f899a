import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { schemaDrift } from '#platform/database/migrate.js';
import { mintAssertion } from '#platform/identity/assertion.js';
import { anonymousViewer, serviceViewer } from '#platform/identity/viewer.js';
import { testViewer } from '#platform/testing/subgraph-tester.js';
import { testSecret } from '#platform/testing/test-secret.js';
import { BrandServiceUnderTest } from './brand-service.js';

const operator = testViewer('OPERATOR', {}, ['operator']);
const analyst = testViewer('ANALYST');
const entities = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Brand { id name } } }`;
const page = `query ($first: Int, $after: String) {
  brands(first: $first, after: $after) { nodes { id name } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount }
}`;

describe('reading brands', () => {
  let brand: BrandServiceUnderTest;
  let ids: string[];

  beforeAll(async () => {
    brand = await BrandServiceUnderTest.start();
    const names = ['Zebra', 'éclair', 'Echo', 'echo', 'ECHO', 'Ánh Dương', '東京', 'abc', 'Ω'];
    ids = [];
    for (const [n, name] of names.entries()) {
      const { data } = await brand.graph.run(
        anonymousViewer,
        `mutation ($input: RegisterBrandInput!) { registerBrand(input: $input) { brand { id } } }`,
        { input: { name, email: `b${n}@example.com`, phone: '+84901234567' } },
      );
      ids.push(data.registerBrand.brand.id);
    }
  });
  afterAll(() => brand.stop());

  const code = async (viewer: typeof operator, query: string, variables: Record<string, unknown> = {}) =>
    (await brand.graph.run(viewer, query, variables)).errors?.[0]?.extensions?.code;

  it('lists brands by name, page by page, without gap or duplicate', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let n = 0; n < 5; n += 1) {
      // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads answers of every shape
      const { data }: { data?: any } = await brand.graph.run(operator, page, { first: 2, after });
      expect(data.brands.totalCount).toBe(9);
      expect(data.brands.pageInfo.hasPreviousPage).toBe(n > 0);
      expect(data.brands.pageInfo.hasNextPage).toBe(n < 4);
      seen.push(...data.brands.nodes.map((node: { name: string }) => node.name));
      after = data.brands.pageInfo.endCursor;
    }
    expect(seen.map((name) => name.toLowerCase())).toEqual([
      'abc',
      'ánh dương',
      'echo',
      'echo',
      'echo',
      'éclair',
      'zebra',
      'ω',
      '東京',
    ]);
    expect(new Set(seen).size).toBe(9);
  });

  it('keeps the list to operators, and to pages and cursors of its own', async () => {
    expect(await code(anonymousViewer, page)).toBe('UNAUTHENTICATED');
    for (const viewer of [analyst, serviceViewer('campaign'), testViewer('BRAND', { brandId: ids[0]! }, ['operator'])])
      expect(await code(viewer, page)).toBe('FORBIDDEN');
    const cursor = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    for (const after of [
      '',
      '!',
      cursor('creators', 'a', ids[0]),
      cursor('brands', 'a'),
      cursor('brands', 'a', 'b'),
      cursor('brands', 'a\0', ids[0]),
      cursor('brands', 1, ids[0]),
    ])
      expect(await code(operator, page, { after })).toBe('BAD_USER_INPUT');
    for (const first of [0, -1, 101]) expect(await code(operator, page, { first })).toBe('BAD_USER_INPUT');
  });

  it('answers null for ids that name nothing', async () => {
    for (const id of ['', 'x', `' OR 1=1 --`, '\0', '01890000-0000-7000-8000-000000000000'])
      expect(await brand.graph.run(analyst, `query ($id: ID!) { brand(id: $id) { id } }`, { id })).toEqual({
        data: { brand: null },
      });
  });

  it('resolves references in one statement, however many', async () => {
    const statements = async (keys: string[]) => {
      const before =
        (await brand.service.metrics.sqlStatements.get()).values.find(({ labels }) => labels.origin === 'request')
          ?.value ?? 0;
      const { data } = await brand.graph.run(serviceViewer('gateway'), entities, {
        representations: keys.map((id) => ({ __typename: 'Brand', id })),
      });
      const after =
        (await brand.service.metrics.sqlStatements.get()).values.find(({ labels }) => labels.origin === 'request')
          ?.value ?? 0;
      return { count: after - before, entities: data._entities };
    };
    const few = await statements([ids[1]!, 'nonsense', ids[0]!.toUpperCase()]);
    expect(few.entities).toEqual([{ id: ids[1], name: 'éclair' }, null, { id: ids[0], name: 'Zebra' }]);
    const many = await statements(
      Array.from({ length: 1_000 }, (_, n) =>
        n % 2 ? `01890000-0000-7000-8000-${String(n).padStart(12, '0')}` : ids[n % 9]!,
      ),
    );
    expect(many.entities).toHaveLength(1_000);
    expect([few.count, many.count]).toEqual([1, 1]);
    expect(await code(anonymousViewer, entities, { representations: [{ __typename: 'Brand', id: ids[0] }] })).toBe(
      'UNAUTHENTICATED',
    );
  });

  it('tells the viewer who they are', async () => {
    const whoAmI = `{ viewer { subject role scopes brand { name } creator { id } } }`;
    const member = await brand.graph.run(
      testViewer('BRAND', { brandId: ids[2]!, creatorId: ids[0]! }, ['campaigns:read']),
      whoAmI,
    );
    expect(member.data.viewer).toEqual({
      subject: 'test-brand',
      role: 'BRAND',
      scopes: ['campaigns:read'],
      brand: { name: 'Echo' },
      creator: null,
    });
    const creator = await brand.graph.run(testViewer('CREATOR', { creatorId: ids[0]! }), whoAmI);
    expect(creator.data.viewer).toMatchObject({ role: 'CREATOR', brand: null, creator: { id: ids[0] } });
    expect((await brand.graph.run(testViewer('BRAND', { brandId: 'x' }), whoAmI)).data.viewer.brand).toBeNull();
    expect(await code(anonymousViewer, whoAmI)).toBe('UNAUTHENTICATED');
    expect(await code(serviceViewer('campaign'), whoAmI)).toBe('FORBIDDEN');
  });

  it('refuses who comes without a good assertion', async () => {
    const good = mintAssertion(operator, 'brand', testSecret);
    const now = Math.floor(Date.now() / 1000);
    const bad = {
      missing: undefined,
      altered: `${good.slice(0, 10)}x${good.slice(11)}`,
      'of another audience': mintAssertion(operator, 'creator', testSecret),
      'of another key': mintAssertion(operator, 'brand', 'another-secret-of-at-least-32-characters'),
      expired: mintAssertion(operator, 'brand', testSecret, now - 3_600),
    };
    for (const assertion of Object.values(bad)) {
      for (const query of ['{ __typename }', `{ _entities(representations: []) { __typename } }`]) {
        const answer = await fetch(`${brand.service.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(assertion && { 'x-viewer-assertion': assertion }) },
          body: JSON.stringify({ query }),
        });
        expect(answer.status).toBe(401);
      }
      expect(
        (await fetch(`${brand.service.url}/events`, { headers: assertion ? { 'x-viewer-assertion': assertion } : {} }))
          .status,
      ).toBe(401);
    }
    expect((await fetch(`${brand.service.url}/events`, { headers: { 'x-viewer-assertion': good } })).status).toBe(403);
  });

  it('has tables and entities that agree', async () => {
    expect(await schemaDrift(brand.service.dataSource)).toEqual([]);
  });
});
