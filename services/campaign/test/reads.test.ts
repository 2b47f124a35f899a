import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/database/identifiers.js';
import { schemaDrift } from '#platform/database/migrate.js';
import { mintAssertion } from '#platform/identity/assertion.js';
import { serviceViewer, type Viewer } from '#platform/identity/viewer.js';
import { testSecret } from '#platform/testing/test-secret.js';
import { CampaignServiceUnderTest, creatorOf, memberOf, operator } from './campaign-service.js';

/** A page of a list as the tests read it. */
interface PageAnswer {
  nodes: { id: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
}

/** The collaborations of all campaigns of an answer. */
const collaborationsIn = (data: { campaigns: { nodes: { collaborations: { nodes: unknown[] } }[] } }): unknown[] =>
  data.campaigns.nodes.flatMap(({ collaborations }) => collaborations.nodes);

describe('reading', () => {
  let test: CampaignServiceUnderTest;
  let brandId: string;
  const campaignIds: string[] = [];
  const creatorIds: string[] = [];

  beforeAll(async () => {
    test = await CampaignServiceUnderTest.start();
    brandId = test.brand();
    await test.draft(memberOf(brandId));
    // 110 campaigns with 10 collaborations each, with terms and deliverables: stored at once, they are too many to walk.
    const { dataSource } = test.service;
    for (let n = 0; n < 110; n += 1) campaignIds.push(newId());
    for (let n = 0; n < 10; n += 1) creatorIds.push(test.creator());
    await dataSource.query(
      `INSERT INTO campaigns (id, brand_id, name, objective, brief, visibility, status, created_at, published_at)
       SELECT id, $2, 'Campaign ' || n, 'SALES', '{"summary": null, "dos": [], "donts": [], "hashtags": [], "mentions": []}', 'INVITATION_ONLY',
              'ACTIVE', now() - n * interval '1 second', now()
       FROM unnest($1::uuid[]) WITH ORDINALITY AS c (id, n)`,
      [campaignIds, brandId],
    );
    await dataSource.query(
      `WITH made AS (
         INSERT INTO collaborations (id, campaign_id, brand_id, creator_id, status, awaiting_side, created_at)
         SELECT gen_random_uuid(), campaign, $2, creator, 'NEGOTIATING', 'BRAND', now() - n * interval '1 minute'
         FROM unnest($1::uuid[]) AS campaign, unnest($3::uuid[]) WITH ORDINALITY AS c (creator, n) RETURNING *),
       described AS (
         INSERT INTO terms (collaboration_id, version, hash, proposed_by, proposed_at, accepted_by, fee_minor, fee_currency, deliverables)
         SELECT id, 1, md5(id::text), 'CREATOR', now(), '{CREATOR}', 100, 'USD', '[]' FROM made)
       INSERT INTO deliverables (id, collaboration_id, campaign_id, position, content, title, status, video_id)
       SELECT gen_random_uuid(), id, campaign_id, n, 'SHORT_VIDEO', 'Part ' || n, 'PUBLISHED', gen_random_uuid() FROM made, generate_series(0, 1) AS n`,
      [campaignIds, brandId, creatorIds],
    );
    await dataSource.query(
      `INSERT INTO invitations (id, campaign_id, brand_id, creator_id, status, expires_at, created_at)
       SELECT gen_random_uuid(), campaign, $2, creator, 'ACCEPTED', now(), now() FROM unnest($1::uuid[]) AS campaign, unnest($3::uuid[]) AS creator`,
      [campaignIds, brandId, creatorIds],
    );
  });
  afterAll(() => test.stop());

  /** SQL statements that an operation takes. */
  const statements = async (viewer: Viewer, query: string, variables: Record<string, unknown> = {}) => {
    const count = async () =>
      (await test.service.metrics.sqlStatements.get()).values.find(({ labels }) => labels.origin === 'request')
        ?.value ?? 0;
    const before = await count();
    const { data, errors } = await test.graph.run(viewer, query, variables);
    expect(errors).toBeUndefined();
    return { data, statements: (await count()) - before };
  };

  it('takes the same number of statements for 50 campaigns with 500 collaborations and for 100 with 1,000', async () => {
    const query = `query ($first: Int!) { campaigns(first: $first) { totalCount nodes {
      name availableActions brand { id } invitations(first: 3) { totalCount nodes { status availableActions campaign { id } creator { id } } }
      collaborations(first: 10) { totalCount nodes { status availableActions creator { id } campaign { id }
        deliverables { title availableActions draftUrl collaboration { id } video { id } } terms { hash } agreement { hash } } } } } }`;
    for (const viewer of [memberOf(brandId), operator, serviceViewer('analytics')]) {
      const fifty = await statements(viewer, query, { first: 50 });
      const hundred = await statements(viewer, query, { first: 100 });
      expect(collaborationsIn(fifty.data)).toHaveLength(490);
      expect(collaborationsIn(hundred.data)).toHaveLength(990);
      expect(hundred.data.campaigns.nodes[1].collaborations).toMatchObject({
        totalCount: 10,
        nodes: creatorIds.map((id) => ({ creator: { id }, terms: [{ hash: expect.any(String) }] })),
      });
      expect(hundred.statements).toBe(fifty.statements);
      expect(hundred.statements).toBeLessThanOrEqual(12);
    }
  });

  it('takes the same number of statements for 100 entity references and for 1,000', async () => {
    const rows: { id: string }[] = await test.service.dataSource.query(`SELECT id FROM collaborations LIMIT 1000`);
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Collaboration { id status creator { id } campaign { name brand { id } } deliverables { id } }
      ... on Creator { collaborations(first: 2) { nodes { status } } } ... on Brand { campaigns(first: 2) { totalCount } } } }`;
    const look = (count: number) =>
      statements(operator, query, {
        representations: [
          ...rows.slice(0, count).map(({ id }) => ({ __typename: 'Collaboration', id })),
          ...creatorIds.map((id) => ({ __typename: 'Creator', id })),
          { __typename: 'Brand', id: brandId },
          { __typename: 'Collaboration', id: newId() },
          { __typename: 'Collaboration', id: 'malformed' },
          { __typename: 'Collaboration', id: rows[0]!.id.toUpperCase() },
        ],
      });
    const [few, many] = [await look(100), await look(1_000)];
    expect(many.statements).toBe(few.statements);
    expect(many.statements).toBeLessThanOrEqual(6);
    expect(many.data._entities.slice(-4)).toEqual([
      { campaigns: { totalCount: 111 } },
      null,
      null,
      many.data._entities[0],
    ]);
    expect(many.data._entities[0].id).toBe(rows[0]!.id);
  });

  it('pages through a list without gap or duplicate, at the root and beneath', async () => {
    const walk = async <Data>(query: string, read: (data: Data) => PageAnswer) => {
      const seen: string[] = [];
      for (let after: string | null = null, n = 0; n < 50; n += 1) {
        const answer = await test.graph.run<Data>(memberOf(brandId), query, { after, id: campaignIds[0] });
        const page = read(answer.data!);
        expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
        seen.push(...page.nodes.map(({ id }: { id: string }) => id));
        after = page.pageInfo.endCursor;
        if (!page.pageInfo.hasNextPage) return seen;
      }
      throw new Error('The list has no end.');
    };
    const part = 'nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor }';
    const campaigns = await walk(
      `query ($after: String) { campaigns(first: 25, after: $after) { ${part} } }`,
      (data: { campaigns: PageAnswer }) => data.campaigns,
    );
    expect(campaigns.slice(1)).toEqual(campaignIds);
    // Ten lists of one moment each: the id breaks the tie.
    const all = await walk(
      `query ($after: String) { collaborations(first: 99, after: $after) { ${part} } }`,
      (data: { collaborations: PageAnswer }) => data.collaborations,
    );
    expect(new Set(all).size).toBe(1_100);
    const beneath = await walk(
      `query ($id: ID!, $after: String) { campaign(id: $id) { collaborations(first: 3, after: $after) { ${part} } } }`,
      (data: { campaign: { collaborations: PageAnswer } }) => data.campaign.collaborations,
    );
    expect(new Set(beneath).size).toBe(10);
  });

  it('filters', async () => {
    const count = async (field: string, filter: object) => {
      const type = field === 'campaigns' ? 'CampaignFilter' : 'CollaborationFilter';
      const { data } = await test.graph.run(
        memberOf(brandId),
        `query ($filter: ${type}) { list: ${field}(filter: $filter) { totalCount nodes { id } } }`,
        { filter },
      );
      expect(data.list.nodes).toHaveLength(Math.min(20, data.list.totalCount));
      return data.list.totalCount;
    };
    expect(await count('campaigns', { statuses: ['DRAFT'] })).toBe(1);
    expect(await count('campaigns', { statuses: ['DRAFT', 'ACTIVE'], brandId: brandId.toUpperCase() })).toBe(111);
    expect(await count('campaigns', { statuses: [] })).toBe(0);
    for (const id of [newId(), 'x', "' OR true --", '\0']) expect(await count('campaigns', { brandId: id })).toBe(0);
    expect(await count('collaborations', { campaignId: campaignIds[0] })).toBe(10);
    expect(await count('collaborations', { creatorId: creatorIds[0], statuses: ['NEGOTIATING'] })).toBe(110);
    expect(
      await count('collaborations', { creatorId: creatorIds[0], campaignId: campaignIds[0], statuses: ['LIVE'] }),
    ).toBe(0);
    expect(await count('collaborations', { creatorId: '\0' })).toBe(0);
  });

  it('refuses pages and cursors that are out of range, malformed or of another list', async () => {
    const code = async (page: string) =>
      (await test.graph.run(memberOf(brandId), `{ campaigns(${page}) { nodes { id } } }`)).errors?.[0]?.extensions
        ?.code;
    const { data } = await test.graph.run(memberOf(brandId), `{ collaborations(first: 1) { pageInfo { endCursor } } }`);
    const made = (parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const cursors = [
      data.collaborations.pageInfo.endCursor,
      'x',
      '',
      made(['campaigns', 'now', newId()]),
      made(['campaigns', '2026-01-01T00:00:00Z', "'"]),
      made(['campaigns', '\0', newId()]),
    ];
    for (const page of [
      'first: 0',
      'first: -1',
      'first: 101',
      'first: 1000000000',
      ...cursors.map((cursor) => `after: ${JSON.stringify(cursor)}`),
    ])
      expect(await code(page)).toBe('BAD_USER_INPUT');
  });

  it('reads a malformed id as one that names nothing', async () => {
    for (const id of ['', 'x', '\0', "'; DROP TABLE campaigns; --"]) {
      const { data, errors } = await test.graph.run(
        creatorOf(newId()),
        `query ($id: ID!) { campaign(id: $id) { id } collaboration(id: $id) { id } }`,
        { id },
      );
      expect([data, errors]).toEqual([{ campaign: null, collaboration: null }, undefined]);
    }
  });

  it('has entities and migrations that agree', async () => {
    expect(await schemaDrift(test.service.dataSource)).toEqual([]);
  });

  it('answers the gateway and services alone', async () => {
    const good = mintAssertion(operator, 'campaign', testSecret);
    const long = Math.floor(Date.now() / 1000) - 3_600;
    const bad = {
      missing: undefined,
      altered: `${good.slice(0, -4)}AAAA`,
      expired: mintAssertion(operator, 'campaign', testSecret, long),
      misaddressed: mintAssertion(operator, 'brand', testSecret),
      'of another key': mintAssertion(operator, 'campaign', 'another-secret-of-at-least-32-characters'),
    };
    const status = async (path: string, assertion: string | undefined, method = 'POST') =>
      (
        await fetch(`${test.service.url}${path}`, {
          method,
          headers: { 'content-type': 'application/json', ...(assertion && { 'x-viewer-assertion': assertion }) },
          ...(method === 'POST' && { body: JSON.stringify({ query: '{ campaigns { totalCount } }' }) }),
        })
      ).status;
    for (const assertion of Object.values(bad)) {
      expect(await status('/graphql', assertion)).toBe(401);
      expect(await status('/events', assertion, 'GET')).toBe(401);
    }
    expect(await status('/graphql', good)).toBe(200);
    expect(await status('/events', good, 'GET')).toBe(403);
    expect(await status('/events', mintAssertion(serviceViewer('analytics'), 'campaign', testSecret), 'GET')).toBe(200);
  });
});
