import { describe, expect, it } from '@jest/globals';
import {
  AssertionError,
  AssertionMint,
  assertionLifetimeSeconds,
  mintAssertion,
  verifyAssertion,
} from '../src/identity/assertion.js';
import { testViewer } from '../src/testing/subgraph-tester.js';
import { testSecret } from '../src/testing/test-secret.js';

const viewer = testViewer('BRAND', { brandId: 'b1' }, ['creators:read']);
const now = 1_800_000_000;

describe('viewer assertion', () => {
  it('brings the viewer over unchanged', () => {
    expect(verifyAssertion(mintAssertion(viewer, 'creator', testSecret, now), 'creator', testSecret, now + 1)).toEqual(
      viewer,
    );
  });

  const good = mintAssertion(viewer, 'creator', testSecret, now);
  const [body = '', signature = ''] = good.split('.');
  const forged = Buffer.from(
    JSON.stringify({ aud: 'creator', exp: now + 60, viewer: { ...viewer, role: 'OPERATOR' } }),
  ).toString('base64url');
  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['two at once', [good, good]],
    ['without a signature', body],
    ['with an empty signature', `${body}.`],
    ['with another signature', `${body}.${signature.slice(0, -2)}AA`],
    ['with another body', `${forged}.${signature}`],
    ['of another key', mintAssertion(viewer, 'creator', 'another-secret-of-at-least-32-characters', now)],
    ['for another process', mintAssertion(viewer, 'brand', testSecret, now)],
  ])('is refused when %s', (_name, assertion) => {
    expect(() => verifyAssertion(assertion, 'creator', testSecret, now)).toThrow(AssertionError);
  });

  it('is refused once it has expired', () => {
    expect(() => verifyAssertion(good, 'creator', testSecret, now + assertionLifetimeSeconds)).toThrow('expired');
  });

  it('is minted once per viewer and process within half its life', () => {
    const mint = new AssertionMint(testSecret);
    expect(mint.assertionFor(viewer, 'creator')).toBe(mint.assertionFor(viewer, 'creator'));
    expect(mint.assertionFor(viewer, 'creator')).not.toBe(mint.assertionFor(viewer, 'brand'));
  });
});
