import type { CampaignPhrases } from './campaign-phrases.js';
import { type CurrencyCode, roundPrice } from './currencies.js';
import { DAY, type DemoWorld } from './demo-world.js';
import type { RandomStream } from './random.js';
import type { ContentKindName, SideName, TermsDeliverableRecord, TermsRecord } from './records.js';

/** What both sides talk about. */
export interface TermsTalk {
  /** The work, as the newest version has it. */
  work: TermsDeliverableRecord[];
  /** The fee of the newest version, in US dollars. */
  dollars: number;
  currency: CurrencyCode;
  /** When each version was proposed, as offsets, rising. */
  proposals: readonly number[];
  /** Whether the newest version was accepted by both sides. */
  agreed: boolean;
}

const CONTENT_WEIGHTS: Readonly<Record<ContentKindName, number>> = { SHORT_VIDEO: 84, PHOTO: 9, LIVE_STREAM: 7 };

/** Pieces of work, due in the weeks after an offset. */
export function workOf(
  world: DemoWorld,
  count: number,
  from: number,
  fill: (phrase: string) => string,
  phrases: CampaignPhrases,
  random: RandomStream,
): TermsDeliverableRecord[] {
  const titles = random.sample(phrases.titles, count);
  return Array.from({ length: count }, (_, i) => ({
    content: random.weighted(CONTENT_WEIGHTS),
    // Where there is more work than titles, the same is made again.
    title: fill(titles[i] ?? `${titles[i % titles.length] ?? 'Video'} (${Math.floor(i / titles.length) + 1})`),
    dueAt: random.chance(0.08) ? null : world.hourOfDayAt(from + DAY * random.between(2, 20), 17),
  }));
}

/** Versions of the terms, oldest first: the two sides take turns, fee and rights move, the work is settled last. */
export function termsVersions(
  world: DemoWorld,
  talk: TermsTalk,
  phrases: CampaignPhrases,
  random: RandomStream,
): TermsRecord[] {
  const [first, second]: [SideName, SideName] = random.chance(0.6) ? ['BRAND', 'CREATOR'] : ['CREATOR', 'BRAND'];
  const exclusivityDays = random.chance(0.4) ? random.pick([7, 14, 30, 90]) : null;
  return talk.proposals.map((proposedAt, i) => {
    const newest = i === talk.proposals.length - 1;
    const proposedBy = i % 2 === 0 ? first : second;
    const other = i % 2 === 0 ? second : first;
    // A brand begins below what it will pay, a creator above what they will get.
    const distance = newest ? 1 : proposedBy === 'BRAND' ? random.between(0.65, 0.95) : random.between(1.05, 1.4);
    return {
      version: i + 1,
      proposedBy,
      proposedAt: world.at(proposedAt),
      acceptedBy: newest && talk.agreed ? [proposedBy, other] : [proposedBy],
      fee: roundPrice(talk.dollars * distance, talk.currency),
      deliverables: (newest ? talk.work : talk.work.slice(0, Math.max(1, talk.work.length - 1))).map((piece) => ({
        ...piece,
      })),
      usageRightsDays: random.chance(0.8) ? random.pick([30, 60, 90, 180, 365]) : null,
      exclusivityDays,
      note: random.chance(0.3) ? random.pick(phrases.notes) : null,
    };
  });
}
