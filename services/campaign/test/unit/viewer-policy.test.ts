import { describe, expect, it } from '@jest/globals';
import { newId } from '#platform/database/identifiers.js';
import { anonymousViewer, serviceViewer } from '#platform/identity/viewer.js';
import { testViewer } from '#platform/testing/subgraph-tester.js';
import { campaignReach, seesBudget } from '../../src/campaigns/campaign.policy.js';
import { collaborationReach } from '../../src/collaborations/collaboration.policy.js';
import { invitationReach } from '../../src/invitations/invitation.policy.js';
import { actorOn, requireActor, seesInside, standingOf } from '../../src/viewers/viewer.policy.js';

const brandId = newId();
const creatorId = newId();
const sides = { brandId, creatorId };
const standings = {
  owner: standingOf(testViewer('BRAND', { brandId, brandRole: 'OWNER' })),
  manager: standingOf(testViewer('BRAND', { brandId: brandId.toUpperCase(), brandRole: 'MANAGER' })),
  reader: standingOf(testViewer('BRAND', { brandId, brandRole: 'VIEWER' })),
  roleless: standingOf(testViewer('BRAND', { brandId })),
  brandless: standingOf(testViewer('BRAND', { brandRole: 'OWNER' })),
  rival: standingOf(testViewer('BRAND', { brandId: newId(), brandRole: 'OWNER' })),
  creator: standingOf(testViewer('CREATOR', { creatorId })),
  other: standingOf(testViewer('CREATOR', { creatorId: newId() })),
  malformed: standingOf(testViewer('CREATOR', { creatorId: "' OR true" })),
  // A creator's token that also names a brand stands for the creator alone.
  mixed: standingOf(testViewer('CREATOR', { creatorId: newId(), brandId, brandRole: 'OWNER' })),
  analyst: standingOf(testViewer('ANALYST')),
  operator: standingOf(testViewer('OPERATOR')),
  program: standingOf(testViewer('CLIENT', {}, ['operator'])),
  client: standingOf(testViewer('CLIENT', {}, ['campaigns:read'])),
  service: standingOf(serviceViewer('analytics')),
  anonymous: standingOf(anonymousViewer),
};
type Name = keyof typeof standings;
const every = Object.keys(standings) as Name[];

describe('who the viewer is', () => {
  it('acts for a side only with a role that may', () => {
    const actors = Object.fromEntries(
      every.map((name) => [name, actorOn(standings[name], sides)]).filter(([, actor]) => actor),
    );
    expect(actors).toEqual({
      owner: 'BRAND',
      manager: 'BRAND',
      creator: 'CREATOR',
      operator: 'OPERATOR',
      program: 'OPERATOR',
    });
  });

  it('sees inside as a side, an operator or a service', () => {
    expect(every.filter((name) => seesInside(standings[name], sides))).toEqual([
      'owner',
      'manager',
      'reader',
      'roleless',
      'creator',
      'operator',
      'program',
      'service',
    ]);
  });

  it('does not stand for a creator where there is none', () => {
    expect(actorOn(standings.creator, { brandId })).toBeNull();
    expect(seesInside(standings.creator, { brandId })).toBe(false);
  });

  it('sees the budget as the brand, an operator or a service', () => {
    expect(every.filter((name) => seesBudget(standings[name], { brandId }))).toEqual([
      'owner',
      'manager',
      'reader',
      'roleless',
      'operator',
      'program',
      'service',
    ]);
  });

  it('reaches campaigns', () => {
    const kinds = Object.fromEntries(every.map((name) => [name, campaignReach(standings[name]).kind]));
    expect(kinds).toEqual({
      owner: 'BRAND',
      manager: 'BRAND',
      reader: 'BRAND',
      roleless: 'BRAND',
      brandless: 'OPEN',
      rival: 'BRAND',
      creator: 'CREATOR',
      other: 'CREATOR',
      malformed: 'OPEN',
      mixed: 'CREATOR',
      analyst: 'PUBLISHED',
      operator: 'ALL',
      program: 'ALL',
      client: 'OPEN',
      service: 'ALL',
      anonymous: 'NONE',
    });
  });

  it('reaches collaborations and invitations of its own; analysts reach collaborations, nobody else more', () => {
    for (const name of every) {
      const standing = standings[name];
      const own = standing.kind === 'BRAND' || standing.kind === 'CREATOR' ? standing.kind : undefined;
      const all = standing.kind === 'OPERATOR' || standing.kind === 'SERVICE';
      expect(invitationReach(standing).kind).toBe(own ?? (all ? 'ALL' : 'NONE'));
      expect(collaborationReach(standing).kind).toBe(own ?? (all || standing.kind === 'ANALYST' ? 'ALL' : 'NONE'));
    }
    expect(collaborationReach(standings.manager)).toEqual({ kind: 'BRAND', brandId });
  });

  it('is kept from acting before anything is looked up', () => {
    const codes = (...actors: ('BRAND' | 'CREATOR' | 'OPERATOR')[]) =>
      Object.fromEntries(
        every.flatMap((name) => {
          try {
            requireActor(standings[name], ...actors);
            return [];
          } catch (error) {
            return [[name, (error as { extensions: { code: string } }).extensions.code]];
          }
        }),
      );
    const refused = Object.fromEntries(
      every.map((name) => [name, name === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN']),
    );
    const { owner, manager, rival, creator, other, mixed, operator, program, ...others } = refused;
    expect(codes('BRAND', 'CREATOR', 'OPERATOR')).toEqual(others);
    expect(codes('OPERATOR')).toEqual({ ...others, owner, manager, rival, creator, other, mixed });
    expect(codes('CREATOR')).toEqual({ ...others, owner, manager, rival, operator, program });
  });
});
