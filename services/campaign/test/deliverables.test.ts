import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/database/identifiers.js';
import { CampaignServiceUnderTest, creatorOf, memberOf, operator } from './campaign-service.js';

describe('deliverables', () => {
  let test: CampaignServiceUnderTest;
  let brandId: string;
  let campaignId: string;

  beforeAll(async () => {
    test = await CampaignServiceUnderTest.start();
    brandId = test.brand();
    campaignId = await test.published(memberOf(brandId));
  });
  afterAll(() => test.stop());

  const codes = async (payload: Promise<{ userErrors: { code: string; field: string[] | null }[] }>) =>
    (await payload).userErrors.map(({ code, field }) => `${code} ${field?.join('.') ?? ''}`.trim());

  /** Brings a deliverable to APPROVED. */
  const approve = async (creatorId: string, id: string) => {
    await test.work(creatorOf(creatorId), 'submitDeliverable', { id, draftUrl: 'https://drafts.example/1' });
    await test.work(memberOf(brandId), 'approveDeliverable', { id });
  };

  it('are published with a video of the creator that the campaign does not have yet', async () => {
    const creatorId = test.creator();
    const creator = creatorOf(creatorId);
    const {
      deliverables: [first = '', second = ''],
    } = await test.agreed(brandId, campaignId, creatorId, ['One', 'Two']);
    await approve(creatorId, first);
    await approve(creatorId, second);
    const strange = test.video(test.creator());
    for (const videoId of [strange, newId(), 'x', '\0'])
      expect(await codes(test.work(creator, 'publishDeliverable', { id: first, videoId }))).toEqual([
        'NOT_FOUND videoId',
      ]);
    const videoId = test.video(creatorId);
    expect(
      await codes(test.work(creator, 'publishDeliverable', { id: first, videoId: videoId.toUpperCase() })),
    ).toEqual([]);
    expect(await codes(test.work(creator, 'publishDeliverable', { id: second, videoId }))).toEqual(['TAKEN videoId']);
    // Another campaign may have the same video.
    const other = await test.agreed(brandId, await test.published(memberOf(brandId)), creatorId);
    await approve(creatorId, other.deliverables[0]!);
    const published = await test.work(creator, 'publishDeliverable', { id: other.deliverables[0]!, videoId });
    expect(published.deliverable).toMatchObject({ status: 'PUBLISHED', collaboration: { status: 'LIVE' } });
  });

  it('link a video once when two deliverables are published with it at once', async () => {
    const creatorId = test.creator();
    const { deliverables } = await test.agreed(brandId, campaignId, creatorId, ['One', 'Two']);
    for (const id of deliverables) await approve(creatorId, id);
    const videoId = test.video(creatorId);
    const answers = await Promise.all(
      deliverables.map((id) => test.work(creatorOf(creatorId), 'publishDeliverable', { id, videoId })),
    );
    expect(answers.map(({ userErrors }) => userErrors[0]?.code ?? 'done').sort()).toEqual(['TAKEN', 'done']);
  });

  it('say that the creator service is away, and can be published once it is back', async () => {
    const creatorId = test.creator();
    const {
      deliverables: [id = ''],
    } = await test.agreed(brandId, campaignId, creatorId);
    await approve(creatorId, id);
    const videoId = test.video(creatorId);
    // A creator without an entry makes the answer one with errors, as a service in trouble would give.
    const row = test.neighbours.creators.get(creatorId)!;
    test.neighbours.creators.delete(creatorId);
    await expect(test.work(creatorOf(creatorId), 'publishDeliverable', { id, videoId })).rejects.toThrow(
      'SUBGRAPH_UNAVAILABLE',
    );
    test.neighbours.creators.set(creatorId, row);
    expect(await codes(test.work(creatorOf(creatorId), 'publishDeliverable', { id, videoId }))).toEqual([]);
  });

  it('move by the right side, in the right state, with good input', async () => {
    const creatorId = test.creator();
    const creator = creatorOf(creatorId);
    const brand = memberOf(brandId);
    const {
      id: collaborationId,
      deliverables: [id = ''],
    } = await test.agreed(brandId, campaignId, creatorId);
    for (const draftUrl of [
      'ftp://drafts.example',
      'javascript:alert(1)',
      '/x',
      `https://x.example/${'y'.repeat(2_000)}`,
    ])
      expect(await codes(test.work(creator, 'submitDeliverable', { id, draftUrl }))).toEqual(['INVALID draftUrl']);
    await expect(test.work(brand, 'submitDeliverable', { id, draftUrl: 'https://a.example' })).rejects.toThrow(
      'FORBIDDEN',
    );
    await expect(test.work(operator, 'approveDeliverable', { id })).rejects.toThrow('FORBIDDEN');
    await expect(test.work(creator, 'approveDeliverable', { id })).rejects.toThrow('FORBIDDEN');
    expect(await codes(test.work(brand, 'approveDeliverable', { id }))).toEqual(['WRONG_STATE']);
    expect(await codes(test.work(brand, 'requestDeliverableChanges', { id, comment: ' ' }))).toEqual([
      'REQUIRED comment',
    ]);
    expect(await codes(test.work(memberOf(test.brand()), 'approveDeliverable', { id }))).toEqual(['NOT_FOUND id']);
    expect(
      await codes(test.work(creatorOf(test.creator()), 'submitDeliverable', { id, draftUrl: 'https://a.example' })),
    ).toEqual(['NOT_FOUND id']);
    expect(await codes(test.work(creator, 'submitDeliverable', { id: "'", draftUrl: 'https://a.example' }))).toEqual([
      'NOT_FOUND id',
    ]);
    await test.mutate(creator, 'cancelCollaboration', 'CollaborationIdInput', { id: collaborationId }, '__typename');
    expect(await codes(test.work(creator, 'submitDeliverable', { id, draftUrl: 'https://a.example' }))).toEqual([
      'WRONG_STATE',
    ]);
  });
});

describe('collaborations that were agreed elsewhere', () => {
  let test: CampaignServiceUnderTest;
  let campaignId: string;
  let brandId: string;

  beforeAll(async () => {
    test = await CampaignServiceUnderTest.start();
    brandId = test.brand();
    campaignId = await test.published(memberOf(brandId));
  });
  afterAll(() => test.stop());

  const selection =
    'collaboration { id status terms { version } agreedAt deliverables { title status publishedAt video { id } } }';
  const record = (input: object, viewer = operator) =>
    test.mutate(viewer, 'importCollaboration', 'ImportCollaborationInput', { campaignId, ...input }, selection);

  it('are recorded live; sent again, they gain the videos that were missing', async () => {
    const creatorId = test.creator();
    const [one, two, three] = [test.video(creatorId), test.video(creatorId), test.video(creatorId)];
    const open = await test.invite(memberOf(brandId), campaignId, creatorId);
    const linkedAt = '2026-01-02T03:04:05.000Z';
    const before = (await test.events()).length;
    const first = await record({ creatorId, videoIds: [one, two, one], linkedAt });
    expect(first.collaboration).toMatchObject({
      status: 'LIVE',
      terms: [],
      agreedAt: null,
      deliverables: [one, two].map((id) => ({
        title: 'Published video',
        status: 'PUBLISHED',
        publishedAt: linkedAt,
        video: { id },
      })),
    });
    expect((await record({ creatorId, videoIds: [one, two], linkedAt })).collaboration).toEqual(first.collaboration);
    const more = await record({ creatorId, videoIds: [three, one] });
    expect(more.collaboration.id).toBe(first.collaboration.id);
    expect(more.collaboration.deliverables.map(({ video }: { video: { id: string } }) => video.id)).toEqual([
      one,
      two,
      three,
    ]);
    const events = (await test.events()).slice(before);
    expect(events.map(({ type, payload }) => [type, payload.videoId, payload.linkedAt])).toEqual([
      ['collaboration.changed', undefined, undefined],
      ['video.linked', one, linkedAt],
      ['video.linked', two, linkedAt],
      ['video.linked', three, more.collaboration.deliverables[2].publishedAt],
    ]);
    expect((await test.answer(memberOf(brandId), 'withdrawInvitation', open.invitation.id)).userErrors).toMatchObject([
      { code: 'WRONG_STATE' },
    ]);
    // Over and sent again: there is nothing to add, and nothing new begins.
    await test.mutate(
      operator,
      'completeCollaboration',
      'CollaborationIdInput',
      { id: first.collaboration.id },
      '__typename',
    );
    expect((await record({ creatorId, videoIds: [one] })).collaboration).toMatchObject({
      id: first.collaboration.id,
      status: 'COMPLETED',
    });
  });

  it('are one when they are sent twice at once', async () => {
    const creatorId = test.creator();
    const videoIds = [test.video(creatorId), test.video(creatorId)];
    const [a, b] = await Promise.all([record({ creatorId, videoIds }), record({ creatorId, videoIds })]);
    expect(a.collaboration.id).toBe(b.collaboration.id);
    expect(b.collaboration.deliverables).toHaveLength(2);
  });

  it("take a thousand videos, all of them the creator's own", async () => {
    const creatorId = test.creator();
    const videoIds = Array.from({ length: 1_000 }, () => test.video(creatorId));
    const { collaboration } = await record({ creatorId, videoIds });
    expect(collaboration.deliverables).toHaveLength(1_000);
    const strange = [test.video(creatorId), test.video(test.creator()), 'x'];
    const { userErrors } = await record({ creatorId, videoIds: strange });
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['videoIds', '2'] }]);
    const second = await record({ creatorId, videoIds: strange.slice(0, 2) });
    expect(second.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['videoIds', '1'] }]);
    expect((await record({ creatorId, videoIds: [] })).userErrors).toMatchObject([
      { code: 'INVALID', field: ['videoIds'] },
    ]);
  });

  it('need an operator, a running campaign, a past moment, and no talk under way', async () => {
    const creatorId = test.creator();
    const videoIds = [test.video(creatorId)];
    await expect(record({ creatorId, videoIds }, memberOf(brandId))).rejects.toThrow('FORBIDDEN');
    expect(
      (await record({ creatorId, videoIds, linkedAt: new Date(Date.now() + 60_000).toISOString() })).userErrors,
    ).toMatchObject([{ code: 'INVALID', field: ['linkedAt'] }]);
    expect(
      (await record({ creatorId, videoIds, campaignId: await test.draft(memberOf(brandId)) })).userErrors,
    ).toMatchObject([{ code: 'WRONG_STATE', field: ['campaignId'] }]);
    expect((await record({ creatorId, videoIds, campaignId: newId() })).userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: ['campaignId'] },
    ]);
    await test.collaboration(brandId, campaignId, creatorId);
    expect((await record({ creatorId, videoIds })).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  });
});
