import type { CampaignPhrases } from './campaign-phrases.js';
import type { CampaignPlan } from './campaign-plan.js';
import type { Role } from './collaboration-casting.js';
import type { CreatorTraits } from './creator-traits.js';
import { generateDeliverables, pieceCount } from './deliverable-generator.js';
import { demoId } from './demo-id.js';
import { DAY, HOUR, type DemoWorld } from './demo-world.js';
import type { RandomStream } from './random.js';
import type { CollaborationRecord, InvitationRecord } from './records.js';
import { termsVersions, workOf } from './terms-generator.js';

/** A campaign's side of a collaboration. */
export interface CampaignSide {
  plan: CampaignPlan;
  publishedAt: number;
  phrases: CampaignPhrases;
  /** Fills brand and topic into a phrase. */
  fill: (phrase: string) => string;
}

/** A collaboration, the invitation that it came from, and what was agreed to be paid, in US dollars (0 if nothing). */
export interface CastCollaboration {
  invitation: InvitationRecord;
  collaboration: CollaborationRecord;
  agreedDollars: number;
}

/** How long before the work is seen the talks began, at most. */
const TALKS_BEGAN_BEFORE = {
  NEGOTIATING: 10 * DAY,
  AGREED: 20 * DAY,
  IN_PRODUCTION: 30 * DAY,
  LIVE: 30 * DAY,
} as const;
/** Acceptance comes before the usual 72 hours are over. */
const LONGEST_ANSWER = 70 * HOUR;

/**
 * Plays one role. Everything in it is dated forward from the invitation and lies before the first video was posted:
 * invited < answered < proposed < agreed < submitted < posted < linked < ended.
 * @param number of the invitation and the collaboration
 */
export function generateCollaboration(
  world: DemoWorld,
  number: number,
  role: Role,
  traits: CreatorTraits,
  side: CampaignSide,
): CastCollaboration {
  const random = world.stream(`collaboration/${number}`);
  const { plan, publishedAt, phrases, fill } = side;
  const horizon = horizonOf(plan, publishedAt, role, random);
  const begin = Math.max(publishedAt, horizon - TALKS_BEGAN_BEFORE[role.stage]);
  const invited = begin + (horizon - begin) * random.between(0.02, 0.2);
  const answered = invited + Math.min(LONGEST_ANSWER, (horizon - invited) * random.between(0.05, 0.25));
  const agreed = role.stage === 'NEGOTIATING' ? null : answered + (horizon - answered) * random.between(0.3, 0.7);

  const versions = random.integer(agreed === null ? 0 : 1, 3);
  const proposals = risingOffsets(random, versions, answered, agreed ?? horizon);
  const work = workOf(world, pieceCount(role, random), agreed ?? horizon, fill, phrases, random);
  const dollars = traits.videoPrice * work.length * random.between(0.8, 1.3);
  const talk = { work, dollars, currency: plan.country.currency, proposals, agreed: agreed !== null };
  const terms = termsVersions(world, talk, phrases, random);

  const id = demoId('collaboration', number);
  const made =
    agreed === null
      ? { deliverables: [], lastAt: answered }
      : generateDeliverables(world, { id, number, role, work, agreed, horizon, limit: plan.limit, phrases }, random);
  const lastAt = Math.max(made.lastAt, agreed ?? answered, proposals.at(-1) ?? answered);
  const ended = role.status === 'COMPLETED' || role.status === 'CANCELLED';
  const invitation: InvitationRecord = {
    id: demoId('invitation', number),
    campaignId: demoId('campaign', plan.n),
    creatorId: demoId('creator', role.creator),
    status: 'ACCEPTED',
    message: random.chance(0.8) ? fill(random.pick(phrases.invitations)) : null,
    expiresAt: world.at(invited + 72 * HOUR),
    createdAt: world.at(invited),
    answeredAt: world.at(answered),
  };
  return {
    invitation,
    collaboration: {
      id,
      campaignId: invitation.campaignId,
      creatorId: invitation.creatorId,
      invitationId: invitation.id,
      status: role.status,
      terms,
      agreedVersion: agreed === null ? null : versions,
      deliverables: made.deliverables,
      createdAt: world.at(answered),
      agreedAt: agreed === null ? null : world.at(agreed),
      endedAt: ended ? world.at(lastAt + random.between(0.2, 0.8) * Math.min(12 * DAY, plan.limit - lastAt)) : null,
    },
    agreedDollars: agreed === null ? 0 : dollars,
  };
}

/** Up to when talks and drafts went: shortly before the first video was posted, or until now, or until it was called off. */
function horizonOf(plan: CampaignPlan, publishedAt: number, role: Role, random: RandomStream): number {
  const [firstVideo] = role.videos;
  if (firstVideo) return firstVideo.posted - 6 * HOUR;
  if (role.status === 'CANCELLED') return publishedAt + (plan.limit - publishedAt) * random.between(0.3, 0.85);
  return plan.limit;
}

/** Random offsets between two others, rising. */
function risingOffsets(random: RandomStream, count: number, from: number, to: number): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * (i + random.between(0.1, 0.9))) / count);
}
