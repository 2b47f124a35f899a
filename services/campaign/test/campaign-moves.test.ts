import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/database/identifiers.js';
import { until } from '#platform/testing/until.js';
import { analyst, CampaignServiceUnderTest, creatorOf, memberOf, operator } from './campaign-service.js';

describe('campaigns', () => {
  let test: CampaignServiceUnderTest;
  let brandId: string;

  beforeAll(async () => {
    test = await CampaignServiceUnderTest.start();
    brandId = test.brand();
  });
  afterAll(() => test.stop());

  const draft = { name: 'Spring', objective: 'SALES' };
  const update = (viewer: ReturnType<typeof memberOf>, input: object) =>
    test.mutate(
      viewer,
      'updateCampaign',
      'UpdateCampaignInput',
      input,
      'campaign { name budget { amountMinor currency } startsAt }',
    );

  it('are drafted once per idempotency key', async () => {
    const brand = memberOf(brandId);
    const input = { ...draft, idempotencyKey: 'spring' };
    const first = await test.draft(brand, input);
    expect(await test.draft(brand, input)).toBe(first);
    expect(await test.draft(memberOf(test.brand()), input)).not.toBe(first);
    expect(await test.refused(brand, 'createCampaign', 'CreateCampaignInput', { ...input, name: 'Autumn' })).toEqual([
      { code: 'IDEMPOTENCY_MISMATCH', field: ['idempotencyKey'] },
    ]);
    // The brand may have been suspended since: the answer stays the same.
    const suspended = test.brand();
    const kept = await test.draft(memberOf(suspended), input);
    test.neighbours.brands.get(suspended)!.status = 'SUSPENDED';
    await test.service.dataSource.query(`UPDATE directory_brands SET status = 'SUSPENDED' WHERE id = $1`, [suspended]);
    expect(await test.draft(memberOf(suspended), input)).toBe(kept);
    expect(await test.refused(memberOf(suspended), 'createCampaign', 'CreateCampaignInput', draft)).toEqual([
      { code: 'WRONG_STATE', field: null },
    ]);
  });

  it('are drafted by members who may act for an active brand, and by operators', async () => {
    const create = (viewer: typeof operator, input: object) =>
      test.refused(viewer, 'createCampaign', 'CreateCampaignInput', { ...draft, ...input });
    expect(await create(operator, {})).toEqual([{ code: 'REQUIRED', field: ['brandId'] }]);
    expect(await create(operator, { brandId })).toEqual([]);
    for (const id of [newId(), 'x', '\0'])
      expect(await create(operator, { brandId: id })).toEqual([{ code: 'NOT_FOUND', field: ['brandId'] }]);
    expect(await create(memberOf(brandId), { brandId: test.brand() })).toEqual([
      { code: 'NOT_FOUND', field: ['brandId'] },
    ]);
    expect(await create(memberOf(test.brand('PENDING_ACTIVATION')), {})).toEqual([
      { code: 'WRONG_STATE', field: null },
    ]);
    for (const viewer of [memberOf(brandId, 'VIEWER'), creatorOf(test.creator()), analyst])
      await expect(create(viewer, {})).rejects.toThrow('FORBIDDEN');
  });

  it('change while they are drafts', async () => {
    const brand = memberOf(brandId);
    const id = await test.draft(brand, { startsAt: '2030-01-01T00:00:00Z' });
    const changed = await update(brand, { id, name: "Robert'); DROP TABLE campaigns; --", budget: null });
    expect(changed.campaign).toEqual({
      name: "Robert'); DROP TABLE campaigns; --",
      budget: null,
      startsAt: '2030-01-01T00:00:00.000Z',
    });
    await test.step(brand, 'publishCampaign', id);
    expect((await update(brand, { id, name: 'x' })).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect(await test.refused(brand, 'updateCampaign', 'UpdateCampaignInput', { id: newId() })).toEqual([
      { code: 'NOT_FOUND', field: ['id'] },
    ]);
  });

  it('pause, go on, close and are discarded, and only so', async () => {
    const brand = memberOf(brandId);
    const id = await test.draft(brand);
    const walk = async (...fields: string[]) => {
      const seen: string[] = [];
      for (const field of fields) {
        const { campaign, userErrors } = await test.step(brand, field, id);
        seen.push(campaign?.status ?? userErrors[0].code);
      }
      return seen;
    };
    expect(await walk('pauseCampaign', 'resumeCampaign', 'closeCampaign')).toEqual([
      'WRONG_STATE',
      'WRONG_STATE',
      'WRONG_STATE',
    ]);
    expect(await walk('publishCampaign', 'publishCampaign', 'discardCampaign', 'pauseCampaign')).toEqual([
      'ACTIVE',
      'WRONG_STATE',
      'WRONG_STATE',
      'PAUSED',
    ]);
    expect((await test.invite(brand, id, test.creator())).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect(await walk('resumeCampaign', 'pauseCampaign', 'closeCampaign', 'resumeCampaign')).toEqual([
      'ACTIVE',
      'PAUSED',
      'CLOSED',
      'WRONG_STATE',
    ]);
    const other = await test.draft(brand);
    expect((await test.step(brand, 'discardCampaign', other)).campaign).toMatchObject({
      status: 'DISCARDED',
      availableActions: [],
    });
    expect((await test.step(brand, 'publishCampaign', other)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  });

  it('are published by an active brand, and begin then if no first day was set', async () => {
    const own = test.brand();
    const id = await test.draft(memberOf(own));
    test.neighbours.brands.get(own)!.status = 'SUSPENDED';
    test.neighbours.publish('brand', 'brand.changed', { brandId: own, name: 'Lumen', status: 'SUSPENDED' });
    const available = async () =>
      (await test.graph.run(memberOf(own), `query ($id: ID!) { campaign(id: $id) { availableActions } }`, { id })).data
        .campaign.availableActions;
    await until(async () => (await available()).length < 3);
    expect(await available()).toEqual(['UPDATE', 'DISCARD']);
    expect((await test.step(memberOf(own), 'publishCampaign', id)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    // Reinstated a moment ago: no event has come yet, and the owner's word counts.
    test.neighbours.brands.get(own)!.status = 'ACTIVE';
    const { campaign } = await test.mutate(
      memberOf(own),
      'publishCampaign',
      'CampaignIdInput',
      { id },
      'campaign { status startsAt publishedAt }',
    );
    expect(campaign.status).toBe('ACTIVE');
    expect(campaign.startsAt).toBe(campaign.publishedAt);
    const planned = await test.draft(operator, { brandId: own, startsAt: '2031-01-01T00:00:00Z' });
    const step = await test.mutate(
      operator,
      'publishCampaign',
      'CampaignIdInput',
      { id: planned },
      'campaign { startsAt }',
    );
    expect(step.campaign.startsAt).toBe('2031-01-01T00:00:00.000Z');
  });

  it('ask the owner of a brand once, then know it', async () => {
    const own = test.brand();
    const before = test.neighbours.asked.Brand;
    await test.draft(memberOf(own));
    await test.draft(memberOf(own));
    expect(test.neighbours.asked.Brand - before).toBe(1);
  });
});
