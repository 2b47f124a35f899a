import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anonymousViewer, serviceViewer } from '#platform/identity/viewer.js';
import { testViewer } from '#platform/testing/subgraph-tester.js';
import { BrandServiceUnderTest, tokenIn } from './brand-service.js';

const registerBrand = `mutation ($input: RegisterBrandInput!) {
  registerBrand(input: $input) { brand { id name status email availableActions } userErrors { code field message } }
}`;
const activateBrand = `mutation ($token: String!) {
  activateBrand(input: { token: $token }) { brand { id status availableActions } userErrors { code field } }
}`;
const move = (mutation: string): string =>
  `mutation ($id: ID!) { ${mutation}(input: { id: $id }) { brand { status availableActions } userErrors { code field } } }`;
const link = `mutation ($id: ID!, $advertiserId: String!) {
  linkAdsManagerAccount(input: { id: $id, advertiserId: $advertiserId }) {
    brand { adsManagerAccount { advertiserId linkedAt } } userErrors { code field }
  }
}`;
const brandById = `query ($id: ID!) {
  brand(id: $id) { name country website industry status email phone adsManagerAccount { advertiserId } availableActions }
}`;

const operator = testViewer('OPERATOR', {}, ['operator']);
const analyst = testViewer('ANALYST');
const member = (brandId: string, brandRole: string) => testViewer('BRAND', { brandId, brandRole });

describe('the life of a brand', () => {
  let brand: BrandServiceUnderTest;

  beforeAll(async () => {
    brand = await BrandServiceUnderTest.start();
  });
  afterAll(() => brand.stop());

  const register = async (email: string, more: object = {}) => {
    const answer = await brand.graph.run(anonymousViewer, registerBrand, {
      input: { name: 'Trà Việt 🍵', email, phone: '+84901234567', country: 'VN', ...more },
    });
    return answer.data.registerBrand;
  };
  const registered = async (email: string): Promise<string> => (await register(email)).brand.id;
  const activated = async (email: string): Promise<string> => {
    const id = await registered(email);
    const [mail] = await brand.mailsTo(email);
    await brand.graph.run(anonymousViewer, activateBrand, { token: tokenIn(mail!) });
    return id;
  };

  it('begins with a registration, and a mail whose token activates it once', async () => {
    const { brand: made, userErrors } = await register('tea@example.com');
    expect(userErrors).toEqual([]);
    // Who registers is not signed in, and so does not see even the e-mail that was just given.
    expect(made).toMatchObject({
      name: 'Trà Việt 🍵',
      status: 'PENDING_ACTIVATION',
      email: null,
      availableActions: ['ACTIVATE'],
    });

    const token = tokenIn((await brand.mailsTo('tea@example.com'))[0]!);
    const first = await brand.graph.run(anonymousViewer, activateBrand, { token });
    expect(first.data.activateBrand).toEqual({
      brand: { id: made.id, status: 'ACTIVE', availableActions: [] },
      userErrors: [],
    });
    const second = await brand.graph.run(anonymousViewer, activateBrand, { token });
    expect(second.data.activateBrand).toEqual({ brand: null, userErrors: [{ code: 'INVALID', field: ['token'] }] });
  });

  it('keeps no token, only its hash', async () => {
    await registered('hash@example.com');
    const token = tokenIn((await brand.mailsTo('hash@example.com'))[0]!);
    const rows = JSON.stringify([
      await brand.service.dataSource.query(`SELECT encode(hash, 'escape') AS hash FROM activation_tokens`),
      await brand.service.dataSource.query(`SELECT * FROM pending_mails`),
      await brand.service.dataSource.query(`SELECT * FROM outbox`),
    ]);
    expect(rows).not.toContain(token);
  });

  it('tells an expired token from one that never was', async () => {
    await registered('late@example.com');
    const token = tokenIn((await brand.mailsTo('late@example.com'))[0]!);
    await brand.service.dataSource.query(`UPDATE activation_tokens SET expires_at = now() - interval '1 second'`);
    const codes = async (guess: string) =>
      (await brand.graph.run(anonymousViewer, activateBrand, { token: guess })).data.activateBrand.userErrors[0].code;
    expect(await codes(token)).toBe('EXPIRED');
    for (const guess of ['', 'x', `${token}x`, `'; DROP TABLE brands; --`, '\0', '\ud800', 'A'.repeat(43)])
      expect(await codes(guess)).toBe('INVALID');
  });

  it('lets one of two win who use a token at once', async () => {
    await registered('race@example.com');
    const token = tokenIn((await brand.mailsTo('race@example.com'))[0]!);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => brand.graph.run(anonymousViewer, activateBrand, { token })),
    );
    expect(answers.filter((answer) => answer.data.activateBrand.brand !== null)).toHaveLength(1);
  });

  it('takes an e-mail once, whatever its case, also at the same moment', async () => {
    const emails = ['Twice@Example.com', 'twice@example.com', 'TWICE@EXAMPLE.COM'];
    const payloads = await Promise.all(emails.map((email) => register(email)));
    expect(payloads.filter((payload) => payload.brand)).toHaveLength(1);
    expect(payloads.flatMap((payload) => payload.userErrors.map((error: { code: string }) => error.code))).toEqual([
      'TAKEN',
      'TAKEN',
    ]);
  });

  it('names everything that is wrong with a registration', async () => {
    const { brand: made, userErrors } = await register('not an address', {
      name: '  ',
      phone: '0901234567',
      industry: 'x'.repeat(101),
      country: 'QQ',
      website: 'javascript:alert(1)',
    });
    expect(made).toBeNull();
    expect(userErrors.map((error: { code: string; field: string[] }) => [error.field.join('.'), error.code])).toEqual([
      ['name', 'REQUIRED'],
      ['email', 'INVALID'],
      ['phone', 'INVALID'],
      ['industry', 'INVALID'],
      ['country', 'INVALID'],
      ['website', 'INVALID'],
    ]);
  });

  it('refuses text that no database stores and addresses that break a mail header', async () => {
    const field = async (more: object, email = 'ok@example.com') => (await register(email, more)).userErrors[0].field;
    expect(await field({ name: 'a\0b' })).toEqual(['name']);
    expect(await field({ name: 'a\ud800b' })).toEqual(['name']);
    expect(await field({ name: 'a\r\nBcc: all@example.com' })).toEqual(['name']);
    for (const email of [
      'a@b',
      'a b@example.com',
      'a@example.com\r\nBcc: c@example.com',
      '<a@example.com>',
      'a\0@example.com',
      '\ud800@example.com',
      `${'a'.repeat(250)}@example.com`,
    ])
      expect(await field({}, email)).toEqual(['email']);
  });

  it('is suspended and reinstated by operators alone', async () => {
    const id = await activated('moves@example.com');
    const outcome = async (viewer: typeof operator, mutation: string, brandId = id) => {
      const { data, errors } = await brand.graph.run(viewer, move(mutation), { id: brandId });
      return errors?.[0]?.extensions?.code ?? data[mutation].userErrors[0]?.code ?? data[mutation].brand;
    };
    expect(await outcome(anonymousViewer, 'suspendBrand')).toBe('UNAUTHENTICATED');
    expect(await outcome(member(id, 'OWNER'), 'suspendBrand')).toBe('FORBIDDEN');
    // The scope alone does not make a member of a brand an operator; a program that was given it is one.
    expect(await outcome(testViewer('BRAND', { brandId: id }, ['operator']), 'suspendBrand')).toBe('FORBIDDEN');
    expect(await outcome(operator, 'reinstateBrand')).toBe('WRONG_STATE');
    expect(await outcome(testViewer('CLIENT', {}, ['operator']), 'suspendBrand')).toEqual({
      status: 'SUSPENDED',
      availableActions: ['REINSTATE'],
    });
    expect(await outcome(operator, 'suspendBrand')).toBe('WRONG_STATE');
    expect(await outcome(operator, 'reinstateBrand')).toEqual({ status: 'ACTIVE', availableActions: ['SUSPEND'] });
    expect(await outcome(operator, 'suspendBrand', 'no-id')).toBe('NOT_FOUND');
    expect(await outcome(operator, 'suspendBrand', '01890000-0000-7000-8000-000000000000')).toBe('NOT_FOUND');
  });

  it('is linked to its advertiser account by its owner, once it is active', async () => {
    const id = await activated('ads@example.com');
    const other = await activated('other@example.com');
    const outcome = async (viewer: typeof operator, brandId = id, advertiserId = '7001234567890123456') => {
      const { data, errors } = await brand.graph.run(viewer, link, { id: brandId, advertiserId });
      const payload = data?.linkAdsManagerAccount;
      return (
        errors?.[0]?.extensions?.code ?? payload.userErrors[0]?.code ?? payload.brand.adsManagerAccount.advertiserId
      );
    };
    expect(await outcome(anonymousViewer)).toBe('UNAUTHENTICATED');
    expect(await outcome(operator)).toBe('FORBIDDEN');
    expect(await outcome(member(other, 'OWNER'))).toBe('NOT_FOUND');
    expect(await outcome(member(id, 'MANAGER'))).toBe('FORBIDDEN');
    expect(await outcome(member(id, 'OWNER'), id, '12ab')).toBe('INVALID');
    expect(await outcome(member(id, 'OWNER'), id, '12345678901234567890')).toBe('12345678901234567890');
    expect(await outcome(member(id, 'OWNER'))).toBe('7001234567890123456');
    expect(await outcome(member(id, 'OWNER'), id.toUpperCase())).toBe('7001234567890123456');

    const pending = await registered('pending@example.com');
    expect(await outcome(member(pending, 'OWNER'), pending)).toBe('WRONG_STATE');
  });

  it('shows its private side to its members and operators alone', async () => {
    const id = await activated('private@example.com');
    const other = await activated('curious@example.com');
    await brand.graph.run(member(id, 'OWNER'), link, { id, advertiserId: '70012345' });
    const privateSide = async (viewer: typeof operator) => {
      const { email, phone, adsManagerAccount } = (await brand.graph.run(viewer, brandById, { id })).data.brand;
      return { email, phone, adsManagerAccount };
    };
    const all = {
      email: 'private@example.com',
      phone: '+84901234567',
      adsManagerAccount: { advertiserId: '70012345' },
    };
    const nothing = { email: null, phone: null, adsManagerAccount: null };
    expect(await privateSide(member(id, 'VIEWER'))).toEqual(all);
    expect(await privateSide(operator)).toEqual(all);
    for (const viewer of [
      member(other, 'OWNER'),
      analyst,
      testViewer('CREATOR', { brandId: id, creatorId: id }),
      testViewer('CLIENT', { brandId: id }),
      serviceViewer('campaign'),
    ])
      expect(await privateSide(viewer)).toEqual(nothing);
    expect((await brand.graph.run(anonymousViewer, brandById, { id })).errors?.[0]?.extensions?.code).toBe(
      'UNAUTHENTICATED',
    );
  });

  it('offers moves to those who may make them', async () => {
    const id = await activated('offers@example.com');
    const offered = async (viewer: typeof operator) =>
      (await brand.graph.run(viewer, brandById, { id })).data.brand.availableActions;
    expect(await offered(member(id, 'OWNER'))).toEqual(['LINK_ADS_MANAGER_ACCOUNT']);
    expect(await offered(member(id, 'MANAGER'))).toEqual([]);
    expect(await offered(operator)).toEqual(['SUSPEND']);
    expect(await offered(analyst)).toEqual([]);
  });

  it('tells the other services of every change of its public side, in order', async () => {
    const id = await activated('events@example.com');
    await brand.graph.run(operator, move('suspendBrand'), { id });
    await brand.graph.run(operator, move('suspendBrand'), { id });
    const events = await brand.service.dataSource.query(
      `SELECT type, payload FROM outbox WHERE aggregate_id = $1 ORDER BY id`,
      [id],
    );
    expect(events.map((event: { payload: { status: string } }) => event.payload.status)).toEqual([
      'PENDING_ACTIVATION',
      'ACTIVE',
      'SUSPENDED',
    ]);
    expect(events.at(-1)).toEqual({
      type: 'brand.changed',
      payload: { brandId: id, name: 'Trà Việt 🍵', industry: null, country: 'VN', status: 'SUSPENDED' },
    });
  });
});
