import type { TransformName } from './transforms.js';

/** What a source file may hold. */
export type SourceKind = 'creators' | 'videos' | 'snapshots';

/** The kinds in the order in which they must be stored: a snapshot needs its video, a video its creator. */
export const SOURCE_KINDS: readonly SourceKind[] = ['creators', 'videos', 'snapshots'];

/**
 * The fields that a mapping may fill, each with the transform it gets unless the mapping names another one. They are the
 * fields of the inputs of `importCreators`, `importVideos` and `ingestSnapshots`; `observedAt` of a video is not sent: it
 * decides which of several rows about one video is the newest.
 */
export const TARGET_FIELDS: Readonly<Record<SourceKind, Readonly<Record<string, TransformName>>>> = {
  creators: {
    platform: 'platform',
    platformAccountId: 'id',
    handle: 'handle',
    displayName: 'text',
    bio: 'text',
    country: 'text',
    categories: 'categories',
    url: 'url',
    verified: 'boolean',
    followers: 'count',
    averageViews: 'count',
    averageLikes: 'count',
    averageComments: 'count',
    averageShares: 'count',
    reportedAt: 'instant',
  },
  videos: {
    platform: 'platform',
    platformVideoId: 'id',
    platformAccountId: 'id',
    handle: 'handle',
    displayName: 'text',
    caption: 'text',
    hashtags: 'hashtags',
    url: 'url',
    durationSeconds: 'wholeSeconds',
    postedAt: 'instant',
    observedAt: 'instant',
  },
  snapshots: {
    platform: 'platform',
    platformVideoId: 'id',
    capturedAt: 'instant',
    views: 'count',
    likes: 'count',
    comments: 'count',
    shares: 'count',
    saves: 'count',
  },
};

/** Fields without which a row says nothing; of an inner list, one is enough. */
export const REQUIRED_FIELDS: Readonly<Record<SourceKind, readonly (readonly string[])[]>> = {
  creators: [['platform'], ['platformAccountId', 'handle'], ['reportedAt']],
  videos: [['platform'], ['platformVideoId'], ['platformAccountId', 'handle']],
  snapshots: [['platform'], ['platformVideoId'], ['capturedAt'], ['views', 'likes', 'comments', 'shares', 'saves']],
};

/** Counters of a snapshot, in the order in which they are shown. */
export const COUNTERS = ['views', 'likes', 'comments', 'shares', 'saves'] as const;

/** Name of a counter. */
export type Counter = (typeof COUNTERS)[number];

/** A creator as `importCreators` takes it. */
export interface ImportedCreator {
  platform: string;
  platformAccountId?: string;
  handle?: string;
  displayName?: string;
  bio?: string;
  country?: string;
  categories?: string[];
  url?: string;
  verified?: boolean;
  followers?: number;
  averageViews?: number;
  averageLikes?: number;
  averageComments?: number;
  averageShares?: number;
  /** RFC 3339 in UTC. */
  reportedAt: string;
}

/** A video as `importVideos` takes it. */
export interface ImportedVideo {
  platform: string;
  platformVideoId: string;
  platformAccountId?: string;
  handle?: string;
  displayName?: string;
  caption?: string;
  hashtags?: string[];
  url?: string;
  durationSeconds?: number;
  /** RFC 3339 in UTC. */
  postedAt?: string;
}

/** A snapshot as `ingestSnapshots` takes it. */
export interface SourceSnapshot {
  platform: string;
  platformVideoId: string;
  /** RFC 3339 in UTC. */
  capturedAt: string;
  views?: number;
  likes?: number;
  comments?: number;
  shares?: number;
  saves?: number;
}
