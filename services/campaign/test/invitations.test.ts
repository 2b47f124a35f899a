import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/database/identifiers.js';
import { until } from '#platform/testing/until.js';
import { CampaignServiceUnderTest, creatorOf, memberOf, operator } from './campaign-service.js';

const hour = 3_600_000;

describe('invitations', () => {
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

  it('last 72 hours, and read as expired after that', async () => {
    const brand = memberOf(brandId);
    const creatorId = test.creator();
    const { invitation } = await test.invite(brand, campaignId, creatorId);
    const left = new Date(invitation.expiresAt).getTime() - Date.now();
    expect(left).toBeGreaterThan(71.9 * hour);
    expect(left).toBeLessThanOrEqual(72 * hour);
    test.ahead = 73 * hour;
    try {
      const { data } = await test.graph.run(
        creatorOf(creatorId),
        `{ campaigns { nodes { invitations { nodes { status availableActions answeredAt } } } } }`,
      );
      expect(data.campaigns.nodes[0].invitations.nodes).toEqual([
        { status: 'EXPIRED', availableActions: [], answeredAt: null },
      ]);
      expect(await codes(test.accept(creatorOf(creatorId), invitation.id))).toEqual(['EXPIRED id']);
      expect(await codes(test.answer(creatorOf(creatorId), 'declineInvitation', invitation.id))).toEqual([
        'EXPIRED id',
      ]);
      expect(await codes(test.answer(brand, 'withdrawInvitation', invitation.id))).toEqual(['EXPIRED id']);
      // Its place is free again.
      expect(await codes(test.invite(brand, campaignId, creatorId))).toEqual([]);
    } finally {
      test.ahead = 0;
    }
    expect(
      await codes(
        test.invite(brand, campaignId, test.creator(), { expiresAt: new Date(Date.now() - 1).toISOString() }),
      ),
    ).toEqual(['INVALID expiresAt']);
  });

  it('are answered once', async () => {
    const brand = memberOf(brandId);
    const creatorId = test.creator();
    const { invitation } = await test.invite(brand, campaignId, creatorId);
    expect(await codes(test.invite(brand, campaignId, creatorId))).toEqual(['TAKEN creatorId']);
    expect((await test.answer(creatorOf(creatorId), 'declineInvitation', invitation.id)).invitation.status).toBe(
      'DECLINED',
    );
    expect(await codes(test.accept(creatorOf(creatorId), invitation.id))).toEqual(['WRONG_STATE']);
    const second = await test.invite(brand, campaignId, creatorId);
    expect((await test.answer(operator, 'withdrawInvitation', second.invitation.id)).invitation.status).toBe(
      'WITHDRAWN',
    );
    const third = await test.invite(brand, campaignId, creatorId);
    await test.accept(creatorOf(creatorId), third.invitation.id);
    expect(await codes(test.invite(brand, campaignId, creatorId))).toEqual(['TAKEN creatorId']);
  });

  it('are for active creators', async () => {
    const brand = memberOf(brandId);
    for (const status of ['INVITED', 'PAUSED', 'SUSPENDED']) {
      const { userErrors } = await test.invite(brand, campaignId, test.creator(status));
      expect(userErrors).toEqual([
        {
          code: 'WRONG_STATE',
          message: `The creator is ${status}; only ACTIVE creators can be invited.`,
          field: ['creatorId'],
        },
      ]);
    }
    for (const id of [newId(), 'nobody', "' OR true --", '\0'])
      expect(await codes(test.invite(brand, campaignId, id))).toEqual(['NOT_FOUND creatorId']);
    const creatorId = test.creator();
    const { invitation } = await test.invite(brand, campaignId, creatorId);
    test.neighbours.publish('creator', 'creator.changed', { creatorId, status: 'SUSPENDED' });
    test.neighbours.creators.get(creatorId)!.status = 'SUSPENDED';
    await until(async () => {
      const known = `SELECT FROM directory_creators WHERE id = $1 AND status = 'SUSPENDED'`;
      return (await test.service.dataSource.query(known, [creatorId])).length === 1;
    });
    expect(await codes(test.accept(creatorOf(creatorId), invitation.id))).toEqual(['WRONG_STATE']);
  });

  it('are sent once per idempotency key, whatever happened since', async () => {
    const brand = memberOf(brandId);
    const creatorId = test.creator();
    const idempotencyKey = newId();
    const expiresAt = new Date(Date.now() + hour).toISOString();
    const { invitation } = await test.invite(brand, campaignId, creatorId, { idempotencyKey, expiresAt });
    await test.accept(creatorOf(creatorId), invitation.id);
    test.ahead = 2 * hour;
    try {
      const again = await test.invite(brand, campaignId, creatorId, { idempotencyKey, expiresAt });
      expect(again.invitation).toMatchObject({ id: invitation.id, status: 'ACCEPTED' });
    } finally {
      test.ahead = 0;
    }
    expect(await codes(test.invite(brand, campaignId, creatorId, { idempotencyKey, message: 'other' }))).toEqual([
      'IDEMPOTENCY_MISMATCH idempotencyKey',
    ]);
    expect(await codes(test.invite(brand, campaignId, test.creator(), { idempotencyKey: ' ' }))).toEqual([
      'REQUIRED idempotencyKey',
    ]);
    expect(
      await codes(
        test.invite(brand, campaignId, test.creator(), { idempotencyKey: 'x'.repeat(201), message: 'y'.repeat(2_001) }),
      ),
    ).toEqual(['INVALID message', 'INVALID idempotencyKey']);
  });

  it('are moved by the side whose move it is', async () => {
    const creatorId = test.creator();
    const { invitation } = await test.invite(memberOf(brandId), campaignId, creatorId);
    await expect(test.accept(memberOf(brandId), invitation.id)).rejects.toThrow('FORBIDDEN');
    await expect(test.accept(operator, invitation.id)).rejects.toThrow('FORBIDDEN');
    await expect(test.answer(creatorOf(creatorId), 'withdrawInvitation', invitation.id)).rejects.toThrow('FORBIDDEN');
    await expect(test.answer(memberOf(brandId, 'VIEWER'), 'withdrawInvitation', invitation.id)).rejects.toThrow(
      'FORBIDDEN',
    );
    expect(await codes(test.accept(creatorOf(test.creator()), invitation.id))).toEqual(['NOT_FOUND id']);
    expect(await codes(test.answer(memberOf(test.brand()), 'withdrawInvitation', invitation.id))).toEqual([
      'NOT_FOUND id',
    ]);
  });
});
