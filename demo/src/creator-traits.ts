import { CATEGORY_WEIGHTS, type Category } from './categories.js';
import { COUNTRY_WEIGHTS, countryOf, type Country } from './countries.js';
import { DAY, type DemoWorld } from './demo-world.js';
import type { CreatorStatusName } from './records.js';

/** What decides how a creator fares: everything else about a creator and the videos follows from it. */
export interface CreatorTraits {
  country: Country;
  /** The main one first. */
  categories: Category[];
  status: CreatorStatusName;
  /** When the creator became known to the marketplace, as an offset. */
  joinedAt: number;
  /** Followers of the primary account. */
  followers: number;
  /** Views that half of the videos get in the end. */
  medianViews: number;
  /** Likes, comments, shares and saves for one view. */
  likeRate: number;
  commentRate: number;
  shareRate: number;
  saveRate: number;
  /** What a short video costs, in US dollars. */
  videoPrice: number;
  /** How much the creator posts, relative to the others. */
  activity: number;
}

const STATUS_WEIGHTS = { ACTIVE: 82, INVITED: 9, PAUSED: 6, SUSPENDED: 3 } as const;
/** However few creators there are, the last ones show the rarer states. */
const LAST_STATUSES = ['SUSPENDED', 'PAUSED', 'INVITED'] as const;
/** The first ones are those that documents and tests name. */
const ALWAYS_ACTIVE = 3;
/** Creator 0 is large enough for numbers that visibly move. */
const FIRST_FOLLOWERS = 482_300;

/** Traits of the n-th creator (0 ≤ n < scale.creators). */
export function creatorTraits(world: DemoWorld, n: number): CreatorTraits {
  const origin = world.stream(`creator/${n}/origin`);
  const country = countryOf(n === 0 ? 'VN' : origin.weighted(COUNTRY_WEIGHTS));
  const topics = world.stream(`creator/${n}/topics`);
  const wanted = 1 + topics.poisson(0.8);
  const categories = new Set<Category>();
  for (let i = 0; i < wanted; i += 1) categories.add(topics.weighted(CATEGORY_WEIGHTS));

  const size = world.stream(`creator/${n}/size`);
  const followers = Math.round(Math.max(n === 0 ? FIRST_FOLLOWERS : 120, size.logNormal(18_000, 1.7)));
  // Small accounts reach more people than follow them, large ones a fraction.
  const viewsPerFollower = 0.35 * (followers / 18_000) ** -0.18 * size.logNormal(1, 0.6);
  const response = world.stream(`creator/${n}/response`);
  return {
    country,
    categories: [...categories],
    status: creatorStatus(world, n),
    joinedAt: joinedAt(world, n),
    followers,
    medianViews: Math.max(40, followers * viewsPerFollower),
    likeRate: Math.min(0.2, response.logNormal(0.055, 0.45)),
    commentRate: Math.min(0.03, response.logNormal(0.0022, 0.6)),
    shareRate: Math.min(0.05, response.logNormal(0.0035, 0.7)),
    saveRate: Math.min(0.06, response.logNormal(0.005, 0.8)),
    videoPrice: (12 + 0.05 * followers ** 0.75) * world.stream(`creator/${n}/price`).logNormal(1, 0.35),
    activity: world.stream(`creator/${n}/activity`).logNormal(1, 1.1),
  };
}

function creatorStatus(world: DemoWorld, n: number): CreatorStatusName {
  if (n < ALWAYS_ACTIVE) return 'ACTIVE';
  return LAST_STATUSES[world.scale.creators - 1 - n] ?? world.stream(`creator/${n}/status`).weighted(STATUS_WEIGHTS);
}

function joinedAt(world: DemoWorld, n: number): number {
  if (n < ALWAYS_ACTIVE) return -(600 + n) * DAY;
  // The marketplace has grown: more joined lately than long ago.
  return -DAY * (0.1 + 900 * world.stream(`creator/${n}/joined`).next() ** 1.4);
}
