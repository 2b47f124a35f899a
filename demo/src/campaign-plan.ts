import { brandCountry, brandStatus } from './brand-generator.js';
import { CATEGORY_WEIGHTS, type Category } from './categories.js';
import { type Country, countryOf } from './countries.js';
import { DAY, HOUR, MINUTE, type DemoWorld } from './demo-world.js';
import type { CampaignStatusName } from './records.js';

/** The frame of a campaign: whose it is, where it stands, and when (as offsets). */
export interface CampaignPlan {
  n: number;
  brand: number;
  country: Country;
  category: Category;
  status: CampaignStatusName;
  createdAt: number;
  /** Null while it is a draft. */
  publishedAt: number | null;
  /** Null unless CLOSED. */
  closedAt: number | null;
  /** Null when open-ended. */
  endsAt: number | null;
  /** Up to when something may have happened in it. */
  limit: number;
}

/** States in turn, so that even twelve campaigns show them all; 60 campaigns have 25 that run. */
const STATUSES: readonly CampaignStatusName[] = [
  'ACTIVE',
  'ACTIVE',
  'CLOSED',
  'DRAFT',
  'ACTIVE',
  'PAUSED',
  'CLOSED',
  'ACTIVE',
  'ACTIVE',
  'DRAFT',
  'CLOSED',
  'DISCARDED',
];
/** Campaigns of brand 0, three of which run. */
const OF_FIRST_BRAND = 5;

/** Frames of all campaigns, by number. Only active brands have campaigns. */
export function planCampaigns(world: DemoWorld): CampaignPlan[] {
  const active = Array.from({ length: world.scale.brands }, (_, n) => n).filter(
    (n) => brandStatus(world, n) === 'ACTIVE',
  );
  const others = active.length > 1 ? active.slice(1) : active;
  return Array.from({ length: world.scale.campaigns }, (_, n) =>
    planCampaign(world, n, n < OF_FIRST_BRAND ? 0 : (others[(n - OF_FIRST_BRAND) % others.length] ?? 0)),
  );
}

function planCampaign(world: DemoWorld, n: number, brand: number): CampaignPlan {
  const random = world.stream(`campaign/${n}/plan`);
  const status = STATUSES[n % STATUSES.length] ?? 'DRAFT';
  const country = countryOf(brandCountry(world, brand));
  const category = random.weighted(CATEGORY_WEIGHTS);
  const prepared = DAY * random.between(0.5, 6);
  const frame = { n, brand, country, category, status };
  if (status === 'DRAFT' || status === 'DISCARDED') {
    const createdAt = -DAY * (status === 'DRAFT' ? random.between(0.1, 20) : random.between(10, 120));
    return { ...frame, createdAt, publishedAt: null, closedAt: null, endsAt: null, limit: createdAt };
  }
  if (status === 'CLOSED') {
    const publishedAt = -DAY * random.between(90, 150);
    const endsAt = publishedAt + DAY * random.between(35, 60);
    const closedAt = endsAt + DAY * random.between(3, 12);
    return { ...frame, createdAt: publishedAt - prepared, publishedAt, closedAt, endsAt, limit: closedAt - HOUR };
  }
  const publishedAt = -DAY * (n === 0 ? 40 : random.between(16, 55));
  const openEnded = random.chance(0.1) && n !== 0;
  const endsAt = openEnded ? null : DAY * random.between(10, 60);
  return { ...frame, createdAt: publishedAt - prepared, publishedAt, closedAt: null, endsAt, limit: -5 * MINUTE };
}
