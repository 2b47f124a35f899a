import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { startStack, type RunningStack } from '../../src/stack.js';
import { activeBrand } from './active-brand.js';
import { GraphClient } from './graph-client.js';
import { hostileOperations, type FineValues } from './hostile-values.js';

const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
/** What may be told of a bad value; anything else is a fault of ours. */
const expected = new Set(['BAD_USER_INPUT', 'NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED', 'GRAPHQL_VALIDATION_FAILED']);
/** What must never be told. */
const internals =
  /\b(select|insert|update) .* (from|into|set)\b|postgres|127\.0\.0\.1|localhost|\.[jt]s:\d|node_modules|at \w+ \(/i;

let folder: string;
let stack: RunningStack;
let values: FineValues;
/** Objects in the state that a mutation needs, by its name: what it is given goes all the way. */
let subjects: Record<string, FineValues>;
const viewers: Record<string, GraphClient> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marketplace-hostile-'));
  // Hostile tokens are to reach the brand service, however many there are.
  const environment = { ...process.env, FIELD_ATTEMPTS: 'off' };
  stack = await startStack({ dataFolder: folder, ports: 'free', empty: true, still: true, environment });
  viewers.operator = new GraphClient(stack.gatewayUrl, await stack.token({ role: 'OPERATOR' }));
  const brandId = await activeBrand(stack.gatewayUrl, folder, 'Firm');
  viewers.brand = new GraphClient(stack.gatewayUrl, await stack.token({ role: 'BRAND', brandId, brandRole: 'OWNER' }));
  const register = `mutation ($handle: String!) { registerCreator(input: { displayName: "Linh", country: "VN", languages: ["vi"], categories: ["beauty"], account: { platform: TIKTOK, handle: $handle } }) { creator { id } userErrors { code } } }`;
  const creatorId = (await viewers.operator.must(register, { handle: 'linh' })).registerCreator.creator.id as string;
  const onHoliday = (await viewers.operator.must(register, { handle: 'lan' })).registerCreator.creator.id as string;
  viewers.creator = new GraphClient(stack.gatewayUrl, await stack.token({ role: 'CREATOR', creatorId }));
  viewers.anonymous = new GraphClient(stack.gatewayUrl);
  const create = `mutation { createCampaign(input: { name: "Summer", objective: SALES, brief: { summary: "s" }, budget: { amountMinor: 1, currency: "USD" } }) { campaign { id } userErrors { code } } }`;
  const campaignId = (await viewers.brand.must(create)).createCampaign.campaign.id as string;
  const draftId = (await viewers.brand.must(create)).createCampaign.campaign.id as string;
  await viewers.brand.must(
    `mutation ($id: ID!) { publishCampaign(input: { id: $id }) { campaign { id } userErrors { code } } }`,
    { id: campaignId },
  );
  const { inviteCreator } = await viewers.brand.must(
    `mutation ($campaignId: ID!, $creatorId: ID!) { inviteCreator(input: { campaignId: $campaignId, creatorId: $creatorId, idempotencyKey: "k" }) { invitation { id } userErrors { code } } }`,
    { campaignId, creatorId },
  );
  const { acceptInvitation } = await viewers.creator.must(
    `mutation ($id: ID!) { acceptInvitation(input: { id: $id }) { collaboration { id } userErrors { code } } }`,
    { id: inviteCreator.invitation.id },
  );
  let made = 0;
  const another = (): string => `another${(made += 1)}`;
  subjects = {
    updateCampaign: { id: draftId },
    pauseCreator: { id: onHoliday },
    linkAdsManagerAccount: { id: brandId },
    proposeTerms: { collaborationId: acceptInvitation.collaboration.id },
    acceptTerms: { collaborationId: acceptInvitation.collaboration.id },
  };
  values = {
    brandId,
    creatorId,
    campaignId,
    email: () => `${another()}@brand.example`,
    handle: another,
    platformAccountId: another,
    platformVideoId: another,
    idempotencyKey: another,
    phone: '+84901234567',
    website: 'https://brand.example',
    url: 'https://page.example',
    draftUrl: 'https://draft.example',
    platform: 'TIKTOK',
    languages: 'vi',
    country: 'VN',
    first: 1,
    expiresAt: '2999-01-01T00:00:00Z',
  };
}, 120_000);
afterAll(async () => {
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Sends every hostile operation of a root field, a few at a time. @returns what was answered wrongly */
async function faults(
  kind: 'query' | 'mutation',
  field: Parameters<typeof hostileOperations>[1],
  client: GraphClient,
): Promise<string[]> {
  const operations = hostileOperations(kind, field, { ...values, ...subjects[field.name] });
  const found: string[] = [];
  const work = async (): Promise<void> => {
    for (const { query, variables } of operations) {
      const shown = JSON.stringify(variables).slice(0, 300);
      const answer = await client.run(query, variables).catch((error: unknown) => ({ errors: undefined, data: error }));
      const codes = (answer.errors ?? []).map((error) => error.extensions?.code ?? 'none');
      const bad = codes.filter((code) => !expected.has(code));
      if (bad.length || answer.data instanceof Error) found.push(`${field.name} ${bad.join()}: ${shown}`);
      const told = JSON.stringify([answer.errors, answer.data]).replaceAll(JSON.stringify(variables), '');
      if (internals.test(told) && !internals.test(shown)) found.push(`${field.name} tells internals: ${shown}`);
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  return found;
}

describe.each(['operator', 'brand', 'creator', 'anonymous'])('hostile values from a viewer who is %s', (viewer) => {
  it.each([
    ...Object.values(schema.getQueryType()!.getFields()).map((field) => ['query', field.name] as const),
    ...Object.values(schema.getMutationType()!.getFields()).map((field) => ['mutation', field.name] as const),
  ])('are answered as what they are: %s %s', async (kind, name) => {
    const type = kind === 'query' ? schema.getQueryType()! : schema.getMutationType()!;
    expect(await faults(kind, type.getFields()[name]!, viewers[viewer]!)).toEqual([]);
  });
});

describe('after all of them', () => {
  /** Sends a request line as it is, which clients would put right. @returns the first line of the answer */
  const sendRaw = (url: string, target: string, more = ''): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      let answer = '';
      socket.on('data', (data) => (answer += String(data)));
      socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
      socket.on('error', reject);
      socket.end(`GET ${target} HTTP/1.1\r\nHost: x\r\n${more}\r\n`);
    });

  it('every process is still the one that was started, whatever address is asked for', async () => {
    const before = { ...stack.processes };
    const upgrade =
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
    for (const url of Object.values(stack.urls))
      for (const target of ['//', 'http://[::bad/', '*', '/\\']) {
        expect(await sendRaw(url, target, 'Connection: close\r\n')).toMatch(/^HTTP\/1\.1 4\d\d /);
        await sendRaw(url, target, upgrade);
      }
    expect((await fetch(`${stack.gatewayUrl}/health/ready`)).status).toBe(200);
    expect(stack.processes).toEqual(before);
  });

  it('what was there is there', async () => {
    const { brandId, creatorId, campaignId } = values;
    const data = await viewers.operator!.must(
      `query ($brandId: ID!, $creatorId: ID!, $campaignId: ID!) {
        brand(id: $brandId) { name status } creator(id: $creatorId) { displayName status } campaign(id: $campaignId) { name status } }`,
      { brandId, creatorId, campaignId },
    );
    expect(data).toEqual({
      brand: { name: 'Firm', status: 'ACTIVE' },
      creator: { displayName: 'Linh', status: 'ACTIVE' },
      campaign: { name: 'Summer', status: 'ACTIVE' },
    });
  });
});
