import { brandName } from './brand-generator.js';
import { campaignPhrasesOf } from './campaign-phrase-book.js';
import type { CampaignPhrases } from './campaign-phrases.js';
import { type CampaignPlan, planCampaigns } from './campaign-plan.js';
import { Casting } from './collaboration-casting.js';
import { generateCollaboration } from './collaboration-generator.js';
import type { CreatorTraits } from './creator-traits.js';
import { roundPrice } from './currencies.js';
import { demoId } from './demo-id.js';
import { DAY, type DemoWorld } from './demo-world.js';
import { generateOpenInvitations } from './invitation-generator.js';
import { languagePackOf } from './languages/language-packs.js';
import type {
  BriefRecord,
  CampaignRecord,
  CampaignVisibilityName,
  CollaborationRecord,
  InvitationRecord,
} from './records.js';
import type { VideoRange } from './video-generator.js';

/** A campaign with all that belongs to it. */
export interface CampaignBundle {
  campaign: CampaignRecord;
  /** Those that were accepted have a collaboration. */
  invitations: InvitationRecord[];
  collaborations: CollaborationRecord[];
}

/** Keeps the numbers of invitations and collaborations of two campaigns apart. */
const NUMBERS_EACH = 1_000;
/** Creator 0 has an invitation to answer, in this campaign. */
const INVITES_FIRST_CREATOR = 1;
const VISIBILITIES: readonly CampaignVisibilityName[] = ['ELIGIBLE_CREATORS', 'OPEN', 'INVITATION_ONLY'];

/** Campaigns in the order of their numbers, with their invitations and collaborations. */
export function* generateCampaigns(
  world: DemoWorld,
  traits: readonly CreatorTraits[],
  ranges: readonly VideoRange[],
): Iterable<CampaignBundle> {
  const casting = new Casting(world, traits, ranges);
  for (const plan of planCampaigns(world)) yield bundleOf(world, plan, casting, traits);
}

function bundleOf(
  world: DemoWorld,
  plan: CampaignPlan,
  casting: Casting,
  traits: readonly CreatorTraits[],
): CampaignBundle {
  const language = plan.country.languages[0] ?? 'en';
  const phrases = campaignPhrasesOf(language);
  const topic = languagePackOf(language).topics[plan.category];
  const fill = (phrase: string) => phrase.replaceAll('{brand}', brandName(plan.brand)).replaceAll('{topic}', topic);
  const { publishedAt, n } = plan;
  if (publishedAt === null)
    return { campaign: campaignOf(world, plan, phrases, fill, 0), invitations: [], collaborations: [] };

  const side = { plan, publishedAt, phrases, fill };
  const candidates = casting.candidates(plan);
  const castable = n === INVITES_FIRST_CREATOR ? candidates.filter((creator) => creator !== 0) : candidates;
  const roles = casting.cast(plan, castable);
  const played = roles.map((role, k) => {
    const trait = traits[role.creator];
    if (!trait) throw new RangeError(`There is no creator ${role.creator}`);
    return generateCollaboration(world, n * NUMBERS_EACH + k, role, trait, side);
  });
  const busy = new Set(roles.map(({ creator }) => creator));
  const free = candidates.filter((creator) => !busy.has(creator) && traits[creator]?.status !== 'SUSPENDED');
  const invited = n === INVITES_FIRST_CREATOR ? [0, ...free.filter((creator) => creator !== 0)] : free;
  const count = world.stream(`campaign/${n}/invited`).integer(5, 9);
  const firstNumber = n * NUMBERS_EACH + NUMBERS_EACH / 2;
  return {
    campaign: campaignOf(
      world,
      plan,
      phrases,
      fill,
      played.reduce((sum, { agreedDollars }) => sum + agreedDollars, 0),
    ),
    invitations: [
      ...played.map(({ invitation }) => invitation),
      ...generateOpenInvitations(world, firstNumber, invited.slice(0, count), traits, side),
    ],
    collaborations: played.map(({ collaboration }) => collaboration),
  };
}

function campaignOf(
  world: DemoWorld,
  plan: CampaignPlan,
  phrases: CampaignPhrases,
  fill: (phrase: string) => string,
  agreedDollars: number,
): CampaignRecord {
  const random = world.stream(`campaign/${plan.n}/content`);
  const draft = plan.publishedAt === null;
  const dollars = Math.max(agreedDollars * random.between(1.3, 2), random.logNormal(6_000, 0.8));
  const startsAt = draft ? DAY * random.between(5, 30) : (plan.publishedAt ?? 0) + DAY;
  const endsAt = draft ? startsAt + DAY * random.between(20, 60) : plan.endsAt;
  const undated = draft && random.chance(0.4);
  return {
    id: demoId('campaign', plan.n),
    brandId: demoId('brand', plan.brand),
    name: fill(random.pick(phrases.names)),
    objective: random.weighted({ AWARENESS: 35, ENGAGEMENT: 25, SALES: 25, TRAFFIC: 15 }),
    brief: briefOf(world, plan, phrases, fill),
    budget: draft && random.chance(0.4) ? null : roundPrice(dollars, plan.country.currency),
    visibility: VISIBILITIES[plan.n % VISIBILITIES.length] ?? 'INVITATION_ONLY',
    status: plan.status,
    startsAt: undated ? null : world.hourOfDayAt(startsAt, 0),
    endsAt: undated || endsAt === null ? null : world.hourOfDayAt(endsAt, 22),
    createdAt: world.at(plan.createdAt),
    publishedAt: plan.publishedAt === null ? null : world.at(plan.publishedAt),
    closedAt: plan.closedAt === null ? null : world.at(plan.closedAt),
  };
}

function briefOf(
  world: DemoWorld,
  plan: CampaignPlan,
  phrases: CampaignPhrases,
  fill: (phrase: string) => string,
): BriefRecord {
  const random = world.stream(`campaign/${plan.n}/brief`);
  const summary = fill(random.pick(phrases.summaries));
  const tag = brandName(plan.brand)
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
  return {
    summary: plan.publishedAt === null && random.chance(0.3) ? null : summary,
    dos: random.sample(phrases.dos, random.integer(2, phrases.dos.length)),
    donts: random.sample(phrases.donts, random.integer(1, phrases.donts.length)),
    hashtags: [tag, plan.category],
    mentions: [`brand${plan.brand}.demo`],
  };
}
