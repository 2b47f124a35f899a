import { describe, expect, it } from '@jest/globals';
import { viewerFromClaims } from '../../src/authentication/token-claims.js';

const names = {
  role: 'role',
  scope: 'scope',
  policies: 'policies',
  further: { brandId: 'org', brandRole: 'org_role' },
};
const roles = new Set(['BRAND']);
const payload = { sub: 's', exp: 1, role: 'BRAND' };

describe('the claims of a token', () => {
  it('name tenants the same way in capitals', () => {
    const id = '0192f0c1-0000-7000-8000-00000000dead';
    const { claims } = viewerFromClaims({ ...payload, org: id.toUpperCase(), org_role: 'OWNER' }, names, roles);
    expect(claims).toEqual({ brandId: id, brandRole: 'OWNER' });
  });

  it.each([
    { org: 7 },
    { org: ['a'] },
    { org: 'x'.repeat(201) },
    { role: 'SERVICE' },
    { role: '__proto__' },
    { sub: '' },
  ])('are refused where they are %j', (wrong) =>
    expect(() => viewerFromClaims({ ...payload, ...wrong }, names, roles)).toThrow(/claim/),
  );
});
