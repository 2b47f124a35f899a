import type { CampaignSide } from './collaboration-generator.js';
import type { CreatorTraits } from './creator-traits.js';
import { demoId } from './demo-id.js';
import { DAY, HOUR, type DemoWorld } from './demo-world.js';
import type { RandomStream } from './random.js';
import type { InvitationRecord, InvitationStatusName } from './records.js';

const OPEN_STATUSES: readonly InvitationStatusName[] = ['PENDING', 'DECLINED', 'PENDING', 'EXPIRED', 'WITHDRAWN'];
const CLOSED_STATUSES: readonly InvitationStatusName[] = ['DECLINED', 'EXPIRED', 'WITHDRAWN'];
/** Hours an invitation stands unless the brand chose otherwise. */
const USUAL_HOURS = 72;

/**
 * Invitations of a campaign that led to nothing, or not yet, one for each creator.
 * @param firstNumber number of the first; the others follow
 */
export function generateOpenInvitations(
  world: DemoWorld,
  firstNumber: number,
  creators: readonly number[],
  traits: readonly CreatorTraits[],
  side: CampaignSide,
): InvitationRecord[] {
  const statuses = side.plan.status === 'CLOSED' ? CLOSED_STATUSES : OPEN_STATUSES;
  return creators.map((creator, i) => {
    const number = firstNumber + i;
    const wanted = statuses[i % statuses.length] ?? 'DECLINED';
    // Only who is active has a decision to make; the others let it pass.
    const status = wanted === 'PENDING' && traits[creator]?.status !== 'ACTIVE' ? 'EXPIRED' : wanted;
    return invitationOf(world, number, creator, status, side, world.stream(`invitation/${number}`));
  });
}

function invitationOf(
  world: DemoWorld,
  number: number,
  creator: number,
  status: InvitationStatusName,
  { plan, publishedAt, phrases, fill }: CampaignSide,
  random: RandomStream,
): InvitationRecord {
  const pending = status === 'PENDING';
  const sent = pending ? -HOUR * random.between(1, 60) : random.between(publishedAt, plan.limit - 4 * DAY);
  const hours = pending && random.chance(0.6) ? 24 * random.integer(7, 30) : USUAL_HOURS;
  const answered = status === 'DECLINED' || status === 'WITHDRAWN' ? sent + HOUR * random.between(1, 70) : null;
  return {
    id: demoId('invitation', number),
    campaignId: demoId('campaign', plan.n),
    creatorId: demoId('creator', creator),
    status,
    message: random.chance(0.8) ? fill(random.pick(phrases.invitations)) : null,
    expiresAt: world.at(sent + HOUR * hours),
    createdAt: world.at(sent),
    answeredAt: answered === null ? null : world.at(answered),
  };
}
