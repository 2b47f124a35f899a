import { generateBrands } from './brand-generator.js';
import { type CampaignBundle, generateCampaigns } from './campaign-generator.js';
import { generateCreators } from './creator-generator.js';
import { type CreatorTraits, creatorTraits } from './creator-traits.js';
import { type DemoScale, FULL_SCALE } from './demo-scale.js';
import { DemoWorld } from './demo-world.js';
import type {
  BrandRecord,
  CampaignRecord,
  CollaborationRecord,
  CreatorRecord,
  InvitationRecord,
  SnapshotRecord,
  VideoLinkRecord,
  VideoRecord,
} from './records.js';
import { generateSnapshots } from './snapshot-generator.js';
import { generateVideos, planVideos, type VideoRange } from './video-generator.js';

/** What makes demo data what it is: the same options give the same data, on every machine. */
export interface DemoOptions {
  /** The moment that the data looks back from. */
  now: Date;
  /** `FULL_SCALE` if left out. */
  scale?: DemoScale;
  /** Another seed gives other people; ids stay the same. */
  seed?: string;
}

/** Demo data of the whole marketplace. Each sequence can be walked alone, and again. */
export interface DemoData {
  creators(): Iterable<CreatorRecord>;
  /** Creator by creator. */
  videos(): Iterable<VideoRecord>;
  /** History of the counters, video by video in the order of `videos()`, the oldest first. */
  snapshots(): Iterable<SnapshotRecord>;
  brands(): Iterable<BrandRecord>;
  campaigns(): Iterable<CampaignRecord>;
  /** Invitations of all campaigns; those that were accepted have a collaboration. */
  invitations(): Iterable<InvitationRecord>;
  /** Collaborations with their terms and deliverables, campaign by campaign. */
  collaborations(): Iterable<CollaborationRecord>;
  /** Which videos count for which campaign, from when on; of campaigns and collaborations in every state. */
  videoLinks(): Iterable<VideoLinkRecord>;
}

/**
 * Demo data for a moment. Nothing is made before it is asked for; creators and campaigns are kept once made, videos and
 * snapshots are made anew on every walk. Throws a RangeError for a scale that cannot be filled.
 */
export function createDemoData({ now, scale = FULL_SCALE, seed = 'creator-marketplace' }: DemoOptions): DemoData {
  const world = new DemoWorld(seed, scale, now);
  const cast = once((): { traits: CreatorTraits[]; ranges: VideoRange[] } => {
    const traits = Array.from({ length: scale.creators }, (_, n) => creatorTraits(world, n));
    return { traits, ranges: planVideos(world, traits) };
  });
  const creators = once((): CreatorRecord[] => [...generateCreators(world, cast().traits)]);
  const bundles = once((): CampaignBundle[] => [...generateCampaigns(world, cast().traits, cast().ranges)]);
  return {
    creators,
    videos: () => generateVideos(world, creators(), cast().traits, cast().ranges),
    snapshots: () => generateSnapshots(world, cast().traits, cast().ranges),
    brands: () => generateBrands(world),
    campaigns: () => bundles().map(({ campaign }) => campaign),
    invitations: () => bundles().flatMap(({ invitations }) => invitations),
    collaborations: () => bundles().flatMap(({ collaborations }) => collaborations),
    videoLinks: () => bundles().flatMap(({ collaborations }) => collaborations.flatMap(videoLinksOf)),
  };
}

function videoLinksOf(collaboration: CollaborationRecord): VideoLinkRecord[] {
  return collaboration.deliverables.flatMap(({ id, videoId, publishedAt }) =>
    videoId === null || publishedAt === null
      ? []
      : [
          {
            deliverableId: id,
            collaborationId: collaboration.id,
            campaignId: collaboration.campaignId,
            creatorId: collaboration.creatorId,
            videoId,
            linkedAt: publishedAt,
          },
        ],
  );
}

/** Makes a value when it is first asked for, and keeps it. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
