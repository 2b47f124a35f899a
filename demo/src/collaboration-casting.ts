import type { CampaignPlan } from './campaign-plan.js';
import type { CreatorTraits } from './creator-traits.js';
import { DAY, type DemoWorld } from './demo-world.js';
import type { RandomStream } from './random.js';
import type { CollaborationStatusName, CreatorStatusName } from './records.js';
import { postedAt, type VideoRange } from './video-generator.js';

/** How far a collaboration got; a cancelled or completed one got somewhere before. */
export type Stage = 'NEGOTIATING' | 'AGREED' | 'IN_PRODUCTION' | 'LIVE';

/** A video by its number, and when it was posted (as an offset). */
export interface PostedVideo {
  n: number;
  posted: number;
}

/** Who plays which part in a campaign, with the videos that come of it, the oldest first. */
export interface Role {
  creator: number;
  status: CollaborationStatusName;
  stage: Stage;
  videos: PostedVideo[];
}

/** A part before someone is found for it. */
type Part = Pick<Role, 'status' | 'stage'>;

/** Campaign 0 begins with one of each, and with enough that is live to watch. */
const FIRST_STATUSES: readonly CollaborationStatusName[] = [
  'LIVE',
  'LIVE',
  'NEGOTIATING',
  'LIVE',
  'IN_PRODUCTION',
  'LIVE',
  'AGREED',
  'COMPLETED',
  'LIVE',
  'CANCELLED',
];
const RUNNING_WEIGHTS = {
  NEGOTIATING: 14,
  AGREED: 10,
  IN_PRODUCTION: 17,
  LIVE: 42,
  COMPLETED: 10,
  CANCELLED: 7,
} as const;
const CLOSED_WEIGHTS = { COMPLETED: 85, CANCELLED: 15 } as const;
const CANCELLED_STAGES = { NEGOTIATING: 4, AGREED: 3, IN_PRODUCTION: 2, LIVE: 1 } as const;

/** From the publication of a campaign to its first video there are talks and reviews. */
const FIRST_VIDEO_AFTER = 3 * DAY;
/** What has ended took a while to be looked at. */
const ENDED_BEFORE_LIMIT = 4 * DAY;

/** Finds creators and videos for the campaigns, one after another: a video is given away once. */
export class Casting {
  private readonly given = new Set<number>();

  constructor(
    private readonly world: DemoWorld,
    private readonly traits: readonly CreatorTraits[],
    private readonly ranges: readonly VideoRange[],
  ) {}

  /**
   * Creators who may be asked in a campaign, in random order, those of the campaign's topic or country first: known
   * before it was published, and registered.
   */
  candidates(plan: CampaignPlan): number[] {
    const publishedAt = plan.publishedAt;
    if (publishedAt === null) return [];
    const known = [...this.traits.keys()].filter((creator) => {
      const traits = this.traitsOf(creator);
      return traits.status !== 'INVITED' && traits.joinedAt < publishedAt - DAY;
    });
    const shuffled = this.world.stream(`campaign/${plan.n}/candidates`).sample(known, known.length);
    const fits = (creator: number) => {
      const traits = this.traitsOf(creator);
      return traits.categories.includes(plan.category) || traits.country === plan.country;
    };
    const ordered = [...shuffled.filter(fits), ...shuffled.filter((creator) => !fits(creator))];
    return plan.n === 0 ? [0, ...ordered.filter((creator) => creator !== 0)] : ordered;
  }

  /** Fills the parts of a campaign from `candidates`, each of whom plays at most one. */
  cast(plan: CampaignPlan, candidates: readonly number[]): Role[] {
    const random = this.world.stream(`campaign/${plan.n}/casting`);
    const wanted = plan.n === 0 ? 15 : random.integer(9, 15);
    const pool = [...candidates];
    const size = Math.min(wanted, Math.ceil(pool.length * 0.6));
    return Array.from({ length: size }, (_, k) => this.fill(plan, partOf(plan, k, random), pool, random)).filter(
      (role) => role !== null,
    );
  }

  /** Gives a part to the first in the pool who can play it, and takes them out of the pool. */
  private fill(plan: CampaignPlan, part: Part, pool: number[], random: RandomStream): Role | null {
    const wantsVideos =
      part.stage === 'LIVE' ? random.integer(1, 3) : part.stage === 'IN_PRODUCTION' && random.chance(0.3) ? 1 : 0;
    for (const [place, creator] of pool.entries()) {
      if (!mayBe(part.status, this.traitsOf(creator).status)) continue;
      const videos = wantsVideos > 0 ? this.freeVideos(plan, part, creator).slice(0, wantsVideos) : [];
      if (part.stage === 'LIVE' && videos.length === 0) continue;
      pool.splice(place, 1);
      for (const { n } of videos) this.given.add(n);
      return { ...part, creator, videos };
    }
    if (part.stage !== 'LIVE') return null;
    // Nobody has posted anything in time: the talks are all there is, or was.
    const status = plan.status === 'CLOSED' ? 'CANCELLED' : 'NEGOTIATING';
    return this.fill(plan, { status, stage: 'NEGOTIATING' }, pool, random);
  }

  private freeVideos(plan: CampaignPlan, part: Part, creator: number): PostedVideo[] {
    const range = this.ranges[creator];
    if (!range || plan.publishedAt === null) return [];
    const from = plan.publishedAt + FIRST_VIDEO_AFTER;
    const to = plan.limit - (part.status === 'COMPLETED' || part.status === 'CANCELLED' ? ENDED_BEFORE_LIMIT : 0);
    return Array.from({ length: range.count }, (_, i) => ({
      n: range.first + i,
      posted: postedAt(this.world, range.first + i, i, range.count),
    })).filter(({ n, posted }) => posted > from && posted < to && !this.given.has(n));
  }

  private traitsOf(creator: number): CreatorTraits {
    const traits = this.traits[creator];
    if (!traits) throw new RangeError(`There is no creator ${creator}`);
    return traits;
  }
}

function partOf(plan: CampaignPlan, k: number, random: RandomStream): Part {
  const status =
    plan.n === 0 && k < FIRST_STATUSES.length
      ? (FIRST_STATUSES[k] ?? 'LIVE')
      : random.weighted<CollaborationStatusName>(
          plan.status === 'CLOSED' ? (CLOSED_WEIGHTS as Record<CollaborationStatusName, number>) : RUNNING_WEIGHTS,
        );
  if (status === 'COMPLETED') return { status, stage: 'LIVE' };
  return { status, stage: status === 'CANCELLED' ? random.weighted(CANCELLED_STAGES) : status };
}

/** Whether a creator who now stands so may have a collaboration that stands so: who is suspended has none that is open. */
function mayBe(status: CollaborationStatusName, creator: CreatorStatusName): boolean {
  if (creator === 'SUSPENDED') return status === 'COMPLETED' || status === 'CANCELLED';
  return creator === 'ACTIVE' || (creator === 'PAUSED' && status !== 'NEGOTIATING');
}
