import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CampaignServiceUnderTest, creatorOf, memberOf } from './campaign-service.js';

describe('the life of a collaboration', () => {
  let test: CampaignServiceUnderTest;
  let brandId: string;
  let creatorId: string;

  beforeAll(async () => {
    test = await CampaignServiceUnderTest.start();
    brandId = test.brand();
    creatorId = test.creator();
  });
  afterAll(() => test.stop());

  it('goes from the draft of the campaign to its end, walked by both sides', async () => {
    const brand = memberOf(brandId);
    const creator = creatorOf(creatorId);

    const campaignId = await test.draft(brand, {
      brief: { summary: 'Show it.', hashtags: ['#SpringSerum', 'springserum'], mentions: ['@lumen'] },
    });
    const published = await test.step(brand, 'publishCampaign', campaignId);
    expect(published.campaign).toMatchObject({ status: 'ACTIVE', availableActions: ['PAUSE', 'CLOSE', 'INVITE'] });

    const { invitation } = await test.invite(brand, campaignId, creatorId, { message: 'Hi 👋' });
    expect(invitation).toMatchObject({
      status: 'PENDING',
      availableActions: ['WITHDRAW'],
      creator: { id: creatorId },
      answeredAt: null,
    });
    const seen = await test.graph.run(
      creator,
      `{ campaigns { nodes { brief { summary hashtags mentions } invitations { totalCount nodes { message availableActions } } } } }`,
    );
    expect(seen.data.campaigns.nodes).toEqual([
      {
        brief: { summary: 'Show it.', hashtags: ['springserum'], mentions: ['lumen'] },
        invitations: { totalCount: 1, nodes: [{ message: 'Hi 👋', availableActions: ['ACCEPT', 'DECLINE'] }] },
      },
    ]);

    const accepted = await test.accept(creator, invitation.id);
    expect(accepted.invitation).toMatchObject({
      status: 'ACCEPTED',
      availableActions: [],
      answeredAt: expect.any(String),
    });
    const { id } = accepted.collaboration;
    expect(accepted.collaboration).toMatchObject({
      status: 'NEGOTIATING',
      availableActions: ['PROPOSE_TERMS', 'CANCEL'],
      terms: [],
      agreement: null,
      deliverables: [],
    });

    const two = [
      { content: 'SHORT_VIDEO', title: 'Morning routine', dueAt: '2030-03-10T00:00:00Z' },
      { content: 'PHOTO', title: 'The bottle' },
    ];
    const first = await test.propose(brand, id, { deliverables: two, note: 'Thử nghiệm' });
    expect(first.collaboration).toMatchObject({ availableActions: ['PROPOSE_TERMS', 'CANCEL'] });
    expect(first.collaboration.terms).toMatchObject([{ version: 1, proposedBy: 'BRAND', acceptedBy: ['BRAND'] }]);
    const expected =
      `{"collaborationId":"${id}","deliverables":[{"content":"SHORT_VIDEO","dueAt":"2030-03-10T00:00:00.000Z","title":"Morning routine"},` +
      `{"content":"PHOTO","dueAt":null,"title":"The bottle"}],"exclusivityDays":null,"fee":{"amountMinor":80000,"currency":"USD"},` +
      `"note":"Thử nghiệm","usageRightsDays":null,"version":1}`;
    expect(first.collaboration.terms[0].hash).toBe(createHash('sha256').update(expected).digest('hex'));

    const counter = await test.propose(creator, id, {
      inReplyTo: first.collaboration.terms[0].hash,
      fee: { amountMinor: 100_000, currency: 'USD' },
      deliverables: two,
    });
    const [newest, oldest] = counter.collaboration.terms;
    expect([newest.version, newest.proposedBy, oldest.version]).toEqual([2, 'CREATOR', 1]);
    const late = await test.acceptTerms(brand, id, oldest.hash);
    expect(late.userErrors).toMatchObject([{ code: 'STALE', field: ['hash'] }]);

    const agreed = await test.acceptTerms(brand, id, newest.hash);
    expect(agreed.collaboration).toMatchObject({
      status: 'AGREED',
      availableActions: ['CANCEL'],
      agreement: { version: 2, hash: newest.hash },
      agreedAt: expect.any(String),
      deliverables: [
        { title: 'Morning routine', status: 'PLANNED', availableActions: [] },
        { title: 'The bottle', status: 'PLANNED', availableActions: [] },
      ],
    });
    const [video, photo] = agreed.collaboration.deliverables.map((deliverable: { id: string }) => deliverable.id);

    const submitted = await test.work(creator, 'submitDeliverable', {
      id: video,
      draftUrl: 'https://drafts.example/1',
    });
    expect(submitted.deliverable).toMatchObject({
      status: 'SUBMITTED',
      draftUrl: 'https://drafts.example/1',
      collaboration: { status: 'IN_PRODUCTION' },
    });
    const changes = await test.work(brand, 'requestDeliverableChanges', { id: video, comment: 'Earlier, please.' });
    expect(changes.deliverable).toMatchObject({ status: 'CHANGES_REQUESTED', reviewComment: 'Earlier, please.' });
    const again = await test.work(creator, 'submitDeliverable', { id: video, draftUrl: 'https://drafts.example/2' });
    expect(again.deliverable).toMatchObject({ status: 'SUBMITTED', reviewComment: null });
    expect((await test.work(brand, 'approveDeliverable', { id: video })).deliverable.status).toBe('APPROVED');

    const videoId = test.video(creatorId);
    const live = await test.work(creator, 'publishDeliverable', { id: video, videoId });
    expect(live.deliverable).toMatchObject({
      status: 'PUBLISHED',
      video: { id: videoId },
      collaboration: { status: 'IN_PRODUCTION' },
    });
    await test.work(creator, 'submitDeliverable', { id: photo, draftUrl: 'http://drafts.example/3' });
    const rejected = await test.work(brand, 'rejectDeliverable', { id: photo, comment: 'No.' });
    expect(rejected.deliverable).toMatchObject({
      status: 'REJECTED',
      availableActions: [],
      collaboration: { status: 'LIVE' },
    });
    expect((await test.work(brand, 'verifyDeliverable', { id: video })).deliverable.status).toBe('VERIFIED');

    const closing = await test.step(brand, 'closeCampaign', campaignId);
    expect(closing.userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    const done = await test.mutate(
      brand,
      'completeCollaboration',
      'CollaborationIdInput',
      { id },
      'collaboration { status availableActions endedAt }',
    );
    expect(done.collaboration).toEqual({ status: 'COMPLETED', availableActions: [], endedAt: expect.any(String) });
    const other = await test.invite(brand, campaignId, test.creator());
    const closed = await test.step(brand, 'closeCampaign', campaignId);
    expect(closed.campaign).toMatchObject({ status: 'CLOSED', availableActions: [] });
    const { data } = await test.graph.run(
      brand,
      `query ($id: ID!) { campaign(id: $id) { invitations { nodes { id status } } } }`,
      { id: campaignId },
    );
    expect(data.campaign.invitations.nodes).toEqual([
      { id: other.invitation.id, status: 'WITHDRAWN' },
      { id: invitation.id, status: 'ACCEPTED' },
    ]);

    const events = await test.events();
    expect(
      events.map(({ type, payload }) => (typeof payload.status === 'string' ? `${type} ${payload.status}` : type)),
    ).toEqual([
      'campaign.changed DRAFT',
      'campaign.changed ACTIVE',
      'collaboration.changed NEGOTIATING',
      'collaboration.changed AGREED',
      'collaboration.changed IN_PRODUCTION',
      'video.linked',
      'collaboration.changed LIVE',
      'collaboration.changed COMPLETED',
      'campaign.changed CLOSED',
    ]);
    const linked = events.find(({ type }) => type === 'video.linked');
    expect(linked).toEqual({
      type: 'video.linked',
      aggregate_id: id,
      payload: {
        deliverableId: video,
        collaborationId: id,
        campaignId,
        creatorId,
        videoId,
        linkedAt: live.deliverable.publishedAt,
      },
    });
    expect(events[1]?.payload).toEqual({
      campaignId,
      brandId,
      name: 'Spring serum',
      objective: 'AWARENESS',
      visibility: 'INVITATION_ONLY',
      status: 'ACTIVE',
      startsAt: expect.any(String),
      endsAt: null,
    });
  });
});
