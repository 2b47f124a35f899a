import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/database/identifiers.js';
import { CampaignServiceUnderTest, creatorOf, memberOf } from './campaign-service.js';

describe('at the same moment', () => {
  let test: CampaignServiceUnderTest;
  let brandId: string;
  let campaignId: string;

  beforeAll(async () => {
    test = await CampaignServiceUnderTest.start();
    brandId = test.brand();
    campaignId = await test.published(memberOf(brandId));
  });
  afterAll(() => test.stop());

  const outcomes = (answers: { userErrors: { code: string }[] }[]) =>
    answers.map(({ userErrors }) => userErrors[0]?.code ?? 'done').sort();
  const count = async (table: string, creatorId: string): Promise<number> =>
    Number(
      (await test.service.dataSource.query(`SELECT count(*) FROM ${table} WHERE creator_id = $1`, [creatorId]))[0]
        .count,
    );

  it('accepting an invitation five times begins one collaboration', async () => {
    const creatorId = test.creator();
    const { invitation } = await test.invite(memberOf(brandId), campaignId, creatorId);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => test.accept(creatorOf(creatorId), invitation.id)),
    );
    expect(outcomes(answers)).toEqual(['WRONG_STATE', 'WRONG_STATE', 'WRONG_STATE', 'WRONG_STATE', 'done']);
    expect(await count('collaborations', creatorId)).toBe(1);
  });

  it('accepting and withdrawing an invitation has one winner', async () => {
    const creatorId = test.creator();
    const { invitation } = await test.invite(memberOf(brandId), campaignId, creatorId);
    const answers = await Promise.all([
      test.accept(creatorOf(creatorId), invitation.id),
      test.answer(memberOf(brandId), 'withdrawInvitation', invitation.id),
    ]);
    expect(outcomes(answers)).toEqual(['WRONG_STATE', 'done']);
    expect(await count('collaborations', creatorId)).toBe(answers[0].userErrors.length ? 0 : 1);
  });

  it('both sides accepting the same version makes one agreement', async () => {
    const creatorId = test.creator();
    const id = await test.collaboration(brandId, campaignId, creatorId);
    const { collaboration } = await test.propose(memberOf(brandId), id);
    const { hash } = collaboration.terms[0];
    const answers = await Promise.all([
      test.acceptTerms(memberOf(brandId), id, hash),
      test.acceptTerms(creatorOf(creatorId), id, hash),
      test.acceptTerms(creatorOf(creatorId), id, hash),
    ]);
    expect(outcomes(answers)).toEqual(['done', 'done', 'done']);
    const { data } = await test.graph.run(
      memberOf(brandId),
      `query ($id: ID!) { collaboration(id: $id) { status agreement { acceptedBy } deliverables { id } } }`,
      { id },
    );
    expect(data.collaboration).toEqual({
      status: 'AGREED',
      agreement: { acceptedBy: ['BRAND', 'CREATOR'] },
      deliverables: [expect.anything()],
    });
    expect(
      (await test.events()).filter(({ aggregate_id, payload }) => aggregate_id === id && payload.status === 'AGREED'),
    ).toHaveLength(1);
  });

  it('proposals of both sides leave one version, and tell the other side that it is late', async () => {
    const creatorId = test.creator();
    const id = await test.collaboration(brandId, campaignId, creatorId);
    const answers = await Promise.all([test.propose(memberOf(brandId), id), test.propose(creatorOf(creatorId), id)]);
    expect(outcomes(answers)).toEqual(['STALE', 'done']);
  });

  it('the same idempotency key does a thing once', async () => {
    const brand = memberOf(brandId);
    const creatorId = test.creator();
    const key = { idempotencyKey: newId() };
    const drafts = await Promise.all(Array.from({ length: 4 }, () => test.draft(brand, key)));
    expect(new Set(drafts).size).toBe(1);
    const invitations = await Promise.all(
      Array.from({ length: 4 }, () => test.invite(brand, campaignId, creatorId, key)),
    );
    expect(new Set(invitations.map(({ invitation }) => invitation.id)).size).toBe(1);
    expect(await count('invitations', creatorId)).toBe(1);
    const { collaboration } = await test.accept(creatorOf(creatorId), invitations[0].invitation.id);
    const proposals = await Promise.all(Array.from({ length: 4 }, () => test.propose(brand, collaboration.id, key)));
    expect(proposals.map((proposal) => proposal.collaboration.terms.length)).toEqual([1, 1, 1, 1]);
    expect((await test.propose(brand, collaboration.id, { ...key, note: 'other' })).userErrors).toMatchObject([
      { code: 'IDEMPOTENCY_MISMATCH' },
    ]);
    // The keys of the two sides are their own.
    const answer = await test.propose(creatorOf(creatorId), collaboration.id, {
      ...key,
      inReplyTo: proposals[0].collaboration.terms[0].hash,
    });
    expect(answer.collaboration.terms).toHaveLength(2);
  });

  it('inviting a creator with different keys invites once', async () => {
    const creatorId = test.creator();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => test.invite(memberOf(brandId), campaignId, creatorId)),
    );
    expect(outcomes(answers)).toEqual(['TAKEN', 'TAKEN', 'TAKEN', 'done']);
  });

  it('closing a campaign while an invitation is accepted leaves no collaboration in a closed campaign', async () => {
    for (let n = 0; n < 5; n += 1) {
      const creatorId = test.creator();
      const id = await test.published(memberOf(brandId));
      const { invitation } = await test.invite(memberOf(brandId), id, creatorId);
      const [accepted, closed] = await Promise.all([
        test.accept(creatorOf(creatorId), invitation.id),
        test.step(memberOf(brandId), 'closeCampaign', id),
      ]);
      expect([accepted.userErrors.length, closed.userErrors.length].sort()).toEqual([0, 1]);
    }
  });

  it('publishing the last two deliverables makes the collaboration live', async () => {
    const creatorId = test.creator();
    const { id, deliverables } = await test.agreed(brandId, campaignId, creatorId, ['One', 'Two']);
    for (const deliverable of deliverables) {
      await test.work(creatorOf(creatorId), 'submitDeliverable', {
        id: deliverable,
        draftUrl: 'https://drafts.example',
      });
      await test.work(memberOf(brandId), 'approveDeliverable', { id: deliverable });
    }
    await Promise.all(
      deliverables.map((deliverable) =>
        test.work(creatorOf(creatorId), 'publishDeliverable', { id: deliverable, videoId: test.video(creatorId) }),
      ),
    );
    const { data } = await test.graph.run(
      creatorOf(creatorId),
      `query ($id: ID!) { collaboration(id: $id) { status } }`,
      { id },
    );
    expect(data.collaboration.status).toBe('LIVE');
  });
});
