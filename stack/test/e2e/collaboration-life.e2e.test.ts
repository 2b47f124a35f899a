import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '#platform/testing/until.js';
import { startStack, type RunningStack } from '../../src/stack.js';
import { activationToken } from './active-brand.js';
import { GraphClient } from './graph-client.js';

let folder: string;
let stack: RunningStack;
let operator: GraphClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marketplace-life-'));
  stack = await startStack({ dataFolder: folder, ports: 'free', empty: true, still: true });
  operator = new GraphClient(stack.gatewayUrl, await stack.token({ role: 'OPERATOR' }));
}, 120_000);
afterAll(async () => {
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('the life of a collaboration, through the gateway', () => {
  const anonymous = (): GraphClient => new GraphClient(stack.gatewayUrl);
  let brand: GraphClient;
  let creator: GraphClient;
  let rival: GraphClient;
  let brandId: string;
  let creatorId: string;
  let campaignId: string;
  let collaborationId: string;
  let deliverableId: string;
  let videoId: string;

  it('registers a brand, which its e-mail activates', async () => {
    const { registerBrand } = await anonymous().must(
      `mutation { registerBrand(input: { name: "Núi Xanh", email: "hello@nuixanh.example", phone: "+84901234567", country: "VN" }) { brand { id status } userErrors { code } } }`,
    );
    expect(registerBrand.brand.status).toBe('PENDING_ACTIVATION');
    brandId = registerBrand.brand.id;
    const { activateBrand } = await anonymous().must(
      `mutation ($token: String!) { activateBrand(input: { token: $token }) { brand { status } userErrors { code } } }`,
      {
        token: await activationToken(folder, 'hello@nuixanh.example'),
      },
    );
    expect(activateBrand.brand.status).toBe('ACTIVE');
    brand = new GraphClient(stack.gatewayUrl, await stack.token({ role: 'BRAND', brandId, brandRole: 'OWNER' }));
    const { registerBrand: second } = await anonymous().must(
      `mutation { registerBrand(input: { name: "Rival", email: "hello@rival.example", phone: "+84901234568" }) { brand { id } userErrors { code } } }`,
    );
    rival = new GraphClient(
      stack.gatewayUrl,
      await stack.token({ role: 'BRAND', brandId: second.brand.id, brandRole: 'OWNER' }),
    );
  });

  it('registers a creator, whom the brand finds in the search', async () => {
    const { registerCreator } = await anonymous().must(
      `mutation { registerCreator(input: { displayName: "Linh Nguyễn ✨", country: "VN", languages: ["vi"], categories: ["beauty"], account: { platform: TIKTOK, handle: "@linh.beauty", platformAccountId: "7478312849783604256" } }) { creator { id status handle } userErrors { code message } } }`,
    );
    expect(registerCreator.creator).toMatchObject({ status: 'ACTIVE', handle: 'linh.beauty' });
    creatorId = registerCreator.creator.id;
    creator = new GraphClient(stack.gatewayUrl, await stack.token({ role: 'CREATOR', creatorId }));
    const { creators } = await brand.must(
      `{ creators(first: 5, filter: { text: "nguyễn", countries: ["VN"] }) { totalCount nodes { id displayName } } }`,
    );
    expect(creators).toEqual({ totalCount: 1, nodes: [{ id: creatorId, displayName: 'Linh Nguyễn ✨' }] });
  });

  it('publishes a campaign, which nobody else sees', async () => {
    const { createCampaign } = await brand.must(
      `mutation { createCampaign(input: { name: "Hè 2026", objective: AWARENESS, budget: { amountMinor: 500000000, currency: "VND" }, brief: { summary: "Kem chống nắng", hashtags: ["#he2026"] } }) { campaign { id status availableActions } userErrors { code message field } } }`,
    );
    campaignId = createCampaign.campaign.id;
    expect(createCampaign.campaign).toMatchObject({
      status: 'DRAFT',
      availableActions: expect.arrayContaining(['PUBLISH', 'DISCARD', 'UPDATE']),
    });
    const { publishCampaign } = await brand.must(
      `mutation ($id: ID!) { publishCampaign(input: { id: $id }) { campaign { status brand { name } } userErrors { code message } } }`,
      { id: campaignId },
    );
    expect(publishCampaign.campaign).toEqual({ status: 'ACTIVE', brand: { name: 'Núi Xanh' } });
    expect((await rival.run(`query ($id: ID!) { campaign(id: $id) { name } }`, { id: campaignId })).data).toEqual({
      campaign: null,
    });
    const refused = await rival.run(
      `mutation ($id: ID!) { closeCampaign(input: { id: $id }) { userErrors { code } } }`,
      { id: campaignId },
    );
    const missing = await rival.run(
      `mutation ($id: ID!) { closeCampaign(input: { id: $id }) { userErrors { code } } }`,
      { id: '0192f0c1-0000-7000-8000-000000000001' },
    );
    expect(refused).toEqual(missing);
  });

  it('invites the creator, who accepts', async () => {
    // The campaign service learns of the new creator by the feed, or asks; either way the invitation goes through.
    const { inviteCreator } = await brand.must(
      `mutation ($campaignId: ID!, $creatorId: ID!) { inviteCreator(input: { campaignId: $campaignId, creatorId: $creatorId, message: "Xin chào!", idempotencyKey: "k1" }) { invitation { id status creator { handle } } userErrors { code message } } }`,
      { campaignId, creatorId },
    );
    const invitation = inviteCreator.invitation as { id: string };
    expect(inviteCreator.invitation).toMatchObject({ status: 'PENDING', creator: { handle: 'linh.beauty' } });
    const seen = await creator.must(
      `query ($id: ID!) { campaign(id: $id) { name brand { name } invitations { nodes { id availableActions } } } }`,
      { id: campaignId },
    );
    expect(seen.campaign.invitations.nodes).toEqual([
      { id: invitation.id, availableActions: expect.arrayContaining(['ACCEPT', 'DECLINE']) },
    ]);
    const { acceptInvitation } = await creator.must(
      `mutation ($id: ID!) { acceptInvitation(input: { id: $id }) { invitation { status } collaboration { id status availableActions } userErrors { code message } } }`,
      { id: invitation.id },
    );
    expect(acceptInvitation).toMatchObject({
      invitation: { status: 'ACCEPTED' },
      collaboration: { status: 'NEGOTIATING' },
    });
    collaborationId = acceptInvitation.collaboration.id;
  });

  it('comes to an agreement over a counter-offer', async () => {
    const propose = `mutation ($id: ID!, $after: String, $amount: MinorUnits!, $key: String!) { proposeTerms(input: { collaborationId: $id, inReplyTo: $after, fee: { amountMinor: $amount, currency: "VND" }, deliverables: [{ content: SHORT_VIDEO, title: "Review" }], idempotencyKey: $key }) { collaboration { terms { version hash proposedBy acceptedBy fee { amountMinor } } } userErrors { code message } } }`;
    const first = await brand.must(propose, { id: collaborationId, amount: 20_000_000, key: 't1' });
    const [offer] = first.proposeTerms.collaboration.terms;
    const second = await creator.must(propose, {
      id: collaborationId,
      after: offer.hash,
      amount: 30_000_000,
      key: 't2',
    });
    const [counter] = second.proposeTerms.collaboration.terms;
    expect(counter).toMatchObject({
      version: 2,
      proposedBy: 'CREATOR',
      acceptedBy: ['CREATOR'],
      fee: { amountMinor: 30_000_000 },
    });
    const accept = `mutation ($id: ID!, $hash: String!) { acceptTerms(input: { collaborationId: $id, hash: $hash }) { collaboration { status agreement { version acceptedBy } deliverables { id status } } userErrors { code } } }`;
    const stale = await brand.run(accept, { id: collaborationId, hash: offer.hash });
    expect(stale.data.acceptTerms.userErrors).toEqual([{ code: 'STALE' }]);
    const { acceptTerms } = await brand.must(accept, { id: collaborationId, hash: counter.hash });
    expect(acceptTerms.collaboration).toMatchObject({
      status: 'AGREED',
      agreement: { version: 2 },
      deliverables: [{ status: 'PLANNED' }],
    });
    deliverableId = acceptTerms.collaboration.deliverables[0].id;
  });

  it('reviews a draft and publishes the video', async () => {
    const submit = `mutation ($id: ID!) { submitDeliverable(input: { id: $id, draftUrl: "https://drafts.example/1" }) { deliverable { status collaboration { status } } userErrors { code message } } }`;
    expect((await creator.must(submit, { id: deliverableId })).submitDeliverable.deliverable).toEqual({
      status: 'SUBMITTED',
      collaboration: { status: 'IN_PRODUCTION' },
    });
    await brand.must(
      `mutation ($id: ID!) { requestDeliverableChanges(input: { id: $id, comment: "Brighter, please" }) { deliverable { status } userErrors { code } } }`,
      { id: deliverableId },
    );
    await creator.must(submit, { id: deliverableId });
    await brand.must(
      `mutation ($id: ID!) { approveDeliverable(input: { id: $id }) { deliverable { status } userErrors { code } } }`,
      { id: deliverableId },
    );
    const { importVideos } = await operator.must(
      `mutation { importVideos(input: { videos: [{ platform: TIKTOK, platformVideoId: "7551031485155904791", platformAccountId: "7478312849783604256", caption: "Kem chống nắng #he2026" }] }) { results { outcome video { id hashtags } } } }`,
    );
    expect(importVideos.results[0]).toMatchObject({ outcome: 'CREATED', video: { hashtags: ['he2026'] } });
    videoId = importVideos.results[0].video.id;
    const { publishDeliverable } = await creator.must(
      `mutation ($id: ID!, $videoId: ID!) { publishDeliverable(input: { id: $id, videoId: $videoId }) { deliverable { status video { platformVideoId } collaboration { status } } userErrors { code message } } }`,
      { id: deliverableId, videoId },
    );
    expect(publishDeliverable.deliverable).toEqual({
      status: 'PUBLISHED',
      video: { platformVideoId: '7551031485155904791' },
      collaboration: { status: 'LIVE' },
    });
  });

  it('shows the numbers on every level, walked in one query', async () => {
    const ingest = `mutation ($snapshots: [SnapshotInput!]!) { ingestSnapshots(input: { snapshots: $snapshots }) { results { outcome message } } }`;
    const at = Date.now();
    const snapshots = [1, 2].map((n) => ({
      videoId,
      capturedAt: new Date(at + n * 1000).toISOString(),
      views: 1000 * n,
      likes: 100 * n,
      comments: 10 * n,
      shares: n,
    }));
    expect((await operator.must(ingest, { snapshots })).ingestSnapshots.results).toEqual([
      { outcome: 'ACCEPTED', message: null },
      { outcome: 'ACCEPTED', message: null },
    ]);
    const walk = `query ($id: ID!) { brand(id: $id) { name campaigns { nodes { name metrics { totals { views engagementRate } lifetime { views } videoCount } collaborations { nodes { metrics { totals { views } } creator { handle audience { asOf } metrics { totals { likes } } videos(first: 5) { nodes { caption metrics { totals { views shares saves } asOf } snapshots { nodes { values { views } falls } } } } } } } } } metrics { totals { views } } } }`;
    await until(async () => (await brand.must(walk, { id: brandId })).brand.metrics?.totals.views === 1000);
    const { brand: walked } = await brand.must(walk, { id: brandId });
    const [campaign] = walked.campaigns.nodes;
    expect(campaign.metrics).toMatchObject({ totals: { views: 1000 }, lifetime: { views: 2000 }, videoCount: 1 });
    expect(campaign.collaborations.nodes[0]).toMatchObject({
      metrics: { totals: { views: 1000 } },
      creator: {
        handle: 'linh.beauty',
        metrics: { totals: { likes: 200 } },
        videos: {
          nodes: [
            {
              metrics: { totals: { views: 2000, shares: 2, saves: null } },
              snapshots: {
                nodes: [
                  { values: { views: 2000 }, falls: false },
                  { values: { views: 1000 }, falls: false },
                ],
              },
            },
          ],
        },
      },
    });
    const strange = await rival.must(
      `query ($id: ID!) { brand(id: $id) { name metrics { totals { views } } campaigns { nodes { name } } } }`,
      { id: brandId },
    );
    expect(strange.brand).toEqual({ name: 'Núi Xanh', metrics: null, campaigns: { nodes: [] } });
  });

  it('ends: the work is verified, the collaboration completed, the campaign closed', async () => {
    await brand.must(
      `mutation ($id: ID!) { verifyDeliverable(input: { id: $id }) { deliverable { status } userErrors { code } } }`,
      { id: deliverableId },
    );
    const { completeCollaboration } = await brand.must(
      `mutation ($id: ID!) { completeCollaboration(input: { id: $id }) { collaboration { status availableActions } userErrors { code } } }`,
      { id: collaborationId },
    );
    expect(completeCollaboration.collaboration).toEqual({ status: 'COMPLETED', availableActions: [] });
    const { closeCampaign } = await brand.must(
      `mutation ($id: ID!) { closeCampaign(input: { id: $id }) { campaign { status availableActions } userErrors { code message } } }`,
      { id: campaignId },
    );
    expect(closeCampaign.campaign).toEqual({ status: 'CLOSED', availableActions: [] });
  });
});
