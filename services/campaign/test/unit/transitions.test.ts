import { describe, expect, it } from '@jest/globals';
import {
  campaignMoves,
  campaignTransitions,
  type CampaignAction,
  type CampaignStatus,
} from '../../src/campaigns/campaign.status.js';
import {
  collaborationMoves,
  collaborationTransitions,
  type CollaborationAction,
  type CollaborationStatus,
} from '../../src/collaborations/collaboration.status.js';
import {
  collaborationAfterWork,
  deliverableMoves,
  deliverableTransitions,
  type DeliverableAction,
  type DeliverableStatus,
} from '../../src/deliverables/deliverable.status.js';
import {
  invitationMoves,
  invitationStatusAt,
  invitationTransitions,
  type InvitationAction,
  type InvitationStatus,
} from '../../src/invitations/invitation.status.js';
import { decide, movesIn, type Actor, type TransitionTable } from '../../src/lifecycle/transition-table.js';

const actors: readonly Actor[] = ['BRAND', 'CREATOR', 'OPERATOR'];
const campaignStatuses: readonly CampaignStatus[] = ['DRAFT', 'ACTIVE', 'PAUSED', 'CLOSED', 'DISCARDED'];
const invitationStatuses: readonly InvitationStatus[] = ['PENDING', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED'];
const collaborationStatuses: readonly CollaborationStatus[] = [
  'NEGOTIATING',
  'AGREED',
  'IN_PRODUCTION',
  'LIVE',
  'COMPLETED',
  'CANCELLED',
];
const deliverableStatuses: readonly DeliverableStatus[] = [
  'PLANNED',
  'SUBMITTED',
  'CHANGES_REQUESTED',
  'APPROVED',
  'PUBLISHED',
  'VERIFIED',
  'REJECTED',
];

/** Every move that a table allows, as `actor: action STATE>STATE`; every other one it must refuse. */
function allowed<Action extends string, State extends string>(
  table: TransitionTable<Action, State>,
  states: readonly State[],
): string[] {
  const found: string[] = [];
  for (const actor of actors)
    for (const action of Object.keys(table) as Action[])
      for (const state of states) {
        const decision = decide(table, action, state, actor);
        if (decision.allowed) found.push(`${actor}: ${action} ${state}>${decision.to}`);
        expect(movesIn(table, state, actor).includes(action)).toBe(decision.allowed);
        expect(decide(table, action, state, null)).toEqual({ allowed: false, reason: 'NOT_THEIRS' });
      }
  return found;
}

describe('transition tables', () => {
  it('allow these moves of a campaign and no others', () => {
    const moves = [
      'UPDATE DRAFT>DRAFT',
      'PUBLISH DRAFT>ACTIVE',
      'PAUSE ACTIVE>PAUSED',
      'RESUME PAUSED>ACTIVE',
      'CLOSE ACTIVE>CLOSED',
      'CLOSE PAUSED>CLOSED',
      'DISCARD DRAFT>DISCARDED',
      'INVITE ACTIVE>ACTIVE',
    ];
    expect(allowed<CampaignAction, CampaignStatus>(campaignTransitions, campaignStatuses)).toEqual([
      ...moves.map((move) => `BRAND: ${move}`),
      ...moves.map((move) => `OPERATOR: ${move}`),
    ]);
  });

  it('allow these moves of an invitation and no others', () => {
    expect(allowed<InvitationAction, InvitationStatus>(invitationTransitions, invitationStatuses)).toEqual([
      'BRAND: WITHDRAW PENDING>WITHDRAWN',
      'CREATOR: ACCEPT PENDING>ACCEPTED',
      'CREATOR: DECLINE PENDING>DECLINED',
      'OPERATOR: WITHDRAW PENDING>WITHDRAWN',
    ]);
  });

  it('allow these moves of a collaboration and no others', () => {
    const cancel = ['NEGOTIATING', 'AGREED', 'IN_PRODUCTION', 'LIVE'].map((state) => `CANCEL ${state}>CANCELLED`);
    const talk = ['PROPOSE_TERMS NEGOTIATING>NEGOTIATING', 'ACCEPT_TERMS NEGOTIATING>AGREED'];
    expect(allowed<CollaborationAction, CollaborationStatus>(collaborationTransitions, collaborationStatuses)).toEqual([
      ...[...talk, ...cancel, 'COMPLETE LIVE>COMPLETED'].map((move) => `BRAND: ${move}`),
      ...[...talk, ...cancel].map((move) => `CREATOR: ${move}`),
      ...[...cancel, 'COMPLETE LIVE>COMPLETED'].map((move) => `OPERATOR: ${move}`),
    ]);
  });

  it('allow these moves of a deliverable and no others', () => {
    expect(allowed<DeliverableAction, DeliverableStatus>(deliverableTransitions, deliverableStatuses)).toEqual([
      'BRAND: REQUEST_CHANGES SUBMITTED>CHANGES_REQUESTED',
      'BRAND: APPROVE SUBMITTED>APPROVED',
      'BRAND: REJECT SUBMITTED>REJECTED',
      'BRAND: VERIFY PUBLISHED>VERIFIED',
      'CREATOR: SUBMIT PLANNED>SUBMITTED',
      'CREATOR: SUBMIT CHANGES_REQUESTED>SUBMITTED',
      'CREATOR: PUBLISH APPROVED>PUBLISHED',
    ]);
  });

  it('tell a move of another side from one in the wrong state', () => {
    expect(decide(invitationTransitions, 'ACCEPT', 'DECLINED', 'BRAND')).toEqual({
      allowed: false,
      reason: 'NOT_THEIRS',
    });
    expect(decide(invitationTransitions, 'ACCEPT', 'DECLINED', 'CREATOR')).toEqual({
      allowed: false,
      reason: 'WRONG_STATE',
    });
  });
});

describe('available actions', () => {
  it('of a campaign leave out what its brand or its collaborations stand in the way of', () => {
    const well = { brandActive: true, collaborationsRunning: false };
    expect(campaignMoves('DRAFT', 'BRAND', well)).toEqual(['UPDATE', 'PUBLISH', 'DISCARD']);
    expect(campaignMoves('DRAFT', 'BRAND', { ...well, brandActive: false })).toEqual(['UPDATE', 'DISCARD']);
    expect(campaignMoves('ACTIVE', 'BRAND', { ...well, brandActive: false })).toEqual(['PAUSE', 'CLOSE']);
    expect(campaignMoves('ACTIVE', 'BRAND', { ...well, collaborationsRunning: true })).toEqual(['PAUSE', 'INVITE']);
    expect(campaignMoves('PAUSED', 'OPERATOR', { ...well, collaborationsRunning: true })).toEqual(['RESUME']);
    for (const status of campaignStatuses) {
      expect(campaignMoves(status, 'CREATOR', well)).toEqual([]);
      expect(campaignMoves(status, null, well)).toEqual([]);
    }
  });

  it('of an invitation end with its time', () => {
    const expiresAt = new Date(1_000);
    const before = new Date(999);
    expect(invitationStatusAt({ status: 'PENDING', expiresAt }, before)).toBe('PENDING');
    expect(invitationStatusAt({ status: 'PENDING', expiresAt }, expiresAt)).toBe('EXPIRED');
    for (const status of invitationStatuses.filter((one) => one !== 'PENDING'))
      expect(invitationStatusAt({ status, expiresAt }, expiresAt)).toBe(status);
    expect(invitationMoves({ status: 'PENDING', expiresAt }, 'CREATOR', before)).toEqual(['ACCEPT', 'DECLINE']);
    for (const actor of actors) expect(invitationMoves({ status: 'PENDING', expiresAt }, actor, expiresAt)).toEqual([]);
  });

  it('of a collaboration offer acceptance to the side whose answer is awaited', () => {
    expect(collaborationMoves('NEGOTIATING', null, 'BRAND')).toEqual(['PROPOSE_TERMS', 'CANCEL']);
    expect(collaborationMoves('NEGOTIATING', 'BRAND', 'BRAND')).toEqual(['PROPOSE_TERMS', 'ACCEPT_TERMS', 'CANCEL']);
    expect(collaborationMoves('NEGOTIATING', 'BRAND', 'CREATOR')).toEqual(['PROPOSE_TERMS', 'CANCEL']);
    expect(collaborationMoves('NEGOTIATING', 'CREATOR', 'OPERATOR')).toEqual(['CANCEL']);
    for (const status of collaborationStatuses) expect(collaborationMoves(status, null, null)).toEqual([]);
  });

  it('of a deliverable exist only while the collaboration is at work', () => {
    for (const collaboration of collaborationStatuses)
      for (const status of deliverableStatuses)
        for (const actor of [...actors, null])
          expect(deliverableMoves(status, collaboration, actor)).toEqual(
            ['AGREED', 'IN_PRODUCTION', 'LIVE'].includes(collaboration)
              ? movesIn(deliverableTransitions, status, actor)
              : [],
          );
  });
});

describe('a collaboration after work on its deliverables', () => {
  it('is in production from the first draft on, and live once all that is wanted is public', () => {
    expect(collaborationAfterWork('AGREED', ['PLANNED', 'PLANNED'])).toBe('AGREED');
    expect(collaborationAfterWork('AGREED', ['SUBMITTED', 'PLANNED'])).toBe('IN_PRODUCTION');
    expect(collaborationAfterWork('IN_PRODUCTION', ['PUBLISHED', 'APPROVED'])).toBe('IN_PRODUCTION');
    expect(collaborationAfterWork('IN_PRODUCTION', ['PUBLISHED', 'REJECTED', 'VERIFIED'])).toBe('LIVE');
    expect(collaborationAfterWork('IN_PRODUCTION', ['REJECTED', 'REJECTED'])).toBe('IN_PRODUCTION');
  });

  it('never goes back, nor comes back', () => {
    for (const status of ['LIVE', 'COMPLETED', 'CANCELLED', 'NEGOTIATING'] as const)
      for (const deliverable of deliverableStatuses) expect(collaborationAfterWork(status, [deliverable])).toBe(status);
  });
});
