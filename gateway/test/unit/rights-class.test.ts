import { describe, expect, it } from '@jest/globals';
import type { Viewer } from '#platform/identity/viewer.js';
import { RightsClasses } from '../../src/subscriptions/rights-class.js';

const viewer: Viewer = { subject: 's', role: 'R', scopes: ['a', 'b'], policies: ['p', 'q'], claims: {}, expiresAt: 9 };

describe.each(['subject', 'rights'] as const)('classes of viewers that share streams, by %s', (sharing) => {
  const classes = new RightsClasses(sharing);

  it.each<[string, Partial<Viewer>]>([
    ['role', { role: 'X' }],
    ['scopes', { scopes: ['a'] }],
    ['policies', { policies: ['p'] }],
    ['no policies', { policies: undefined }],
    ['claims', { claims: { tenant: 't' } }],
  ])('tell apart %s', (_what, other) => {
    expect(classes.of({ ...viewer, ...other }).key).not.toBe(classes.of(viewer).key);
  });

  it('take no notice of order, and have the rights of each of them', () => {
    const same = classes.of({ ...viewer, scopes: ['b', 'a'], policies: ['q', 'p'], expiresAt: 5 });
    expect(same.key).toBe(classes.of(viewer).key);
    expect(same.viewer).toMatchObject({ role: 'R', scopes: ['a', 'b'], policies: ['p', 'q'], claims: {} });
  });
});
