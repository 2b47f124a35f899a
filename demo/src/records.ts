/**
 * What the generator yields: plain records, named as in the GraphQL schema, for services to copy into tables of their
 * own. Times are Date (whole milliseconds); absent is null.
 */

/** Money in the minor unit of its currency (ISO 4217). */
export interface MoneyRecord {
  amountMinor: number;
  currency: string;
}

export type PlatformName = 'TIKTOK' | 'INSTAGRAM' | 'YOUTUBE';
export type ContentKindName = 'SHORT_VIDEO' | 'LIVE_STREAM' | 'PHOTO';
export type CreatorStatusName = 'INVITED' | 'ACTIVE' | 'PAUSED' | 'SUSPENDED';
export type BrandStatusName = 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED';
export type CampaignStatusName = 'DRAFT' | 'ACTIVE' | 'PAUSED' | 'CLOSED' | 'DISCARDED';
export type CampaignObjectiveName = 'AWARENESS' | 'TRAFFIC' | 'SALES' | 'ENGAGEMENT';
export type CampaignVisibilityName = 'INVITATION_ONLY' | 'ELIGIBLE_CREATORS' | 'OPEN';
export type InvitationStatusName = 'PENDING' | 'ACCEPTED' | 'DECLINED' | 'WITHDRAWN' | 'EXPIRED';
export type CollaborationStatusName = 'NEGOTIATING' | 'AGREED' | 'IN_PRODUCTION' | 'LIVE' | 'COMPLETED' | 'CANCELLED';
export type DeliverableStatusName =
  'PLANNED' | 'SUBMITTED' | 'CHANGES_REQUESTED' | 'APPROVED' | 'PUBLISHED' | 'VERIFIED' | 'REJECTED';
export type SideName = 'BRAND' | 'CREATOR';

export interface CreatorRecord {
  id: string;
  displayName: string;
  /** Handle on the primary account, without `@`; unique among demo creators. */
  handle: string;
  bio: string | null;
  country: string;
  /** BCP 47 tags, the main one first. */
  languages: string[];
  categories: string[];
  status: CreatorStatusName;
  /** Null unless PAUSED, and for some who did not say when they will be back. */
  pausedUntil: Date | null;
  /** The primary one first. */
  accounts: PlatformAccountRecord[];
  /** What the platform said of the creator's videos; what is measured goes before it. */
  reported: ReportedAveragesRecord | null;
  audience: AudienceRecord | null;
  rateCard: RateRecord[];
  createdAt: Date;
}

export interface PlatformAccountRecord {
  platform: PlatformName;
  /** 19 digits; unique within the platform. */
  platformAccountId: string;
  handle: string;
  url: string;
  verified: boolean | null;
  followers: number | null;
}

export interface ReportedAveragesRecord {
  averageViews: number;
  averageLikes: number;
  averageComments: number;
  averageShares: number;
  reportedAt: Date;
}

export interface AudienceRecord {
  asOf: Date;
  countries: AudienceShareRecord[];
  genders: AudienceShareRecord[];
  ages: AudienceShareRecord[];
}

/** A share is a fraction; each list is in falling order (ages: rising age) and adds up to at most 1. */
export interface AudienceShareRecord {
  key: string;
  share: number;
}

export interface RateRecord {
  content: ContentKindName;
  price: MoneyRecord;
}

export interface VideoRecord {
  id: string;
  creatorId: string;
  platform: PlatformName;
  /** Id of the creator's account that it was posted on. */
  platformAccountId: string;
  /** 19 digits; unique. */
  platformVideoId: string;
  caption: string | null;
  hashtags: string[];
  url: string;
  durationSeconds: number;
  postedAt: Date;
}

/** Cumulative counters; null where the platform does not report one. */
export interface CounterValues {
  views: number | null;
  likes: number | null;
  comments: number | null;
  shares: number | null;
  saves: number | null;
}

export interface SnapshotRecord extends CounterValues {
  videoId: string;
  capturedAt: Date;
  /** When it reached the marketplace: a little after `capturedAt`. */
  receivedAt: Date;
  /** Whether a counter is lower than in the snapshot before: the platform took something back. */
  falls: boolean;
}

export interface BrandRecord {
  id: string;
  name: string;
  industry: string | null;
  country: string;
  website: string | null;
  status: BrandStatusName;
  email: string;
  /** E.164. */
  phone: string;
  adsManagerAccount: { advertiserId: string; linkedAt: Date } | null;
  createdAt: Date;
  /** Null while PENDING_ACTIVATION. */
  activatedAt: Date | null;
}

export interface BriefRecord {
  summary: string | null;
  dos: string[];
  donts: string[];
  hashtags: string[];
  mentions: string[];
}

export interface CampaignRecord {
  id: string;
  brandId: string;
  name: string;
  objective: CampaignObjectiveName;
  brief: BriefRecord;
  budget: MoneyRecord | null;
  visibility: CampaignVisibilityName;
  status: CampaignStatusName;
  startsAt: Date | null;
  endsAt: Date | null;
  createdAt: Date;
  publishedAt: Date | null;
  /** Null unless CLOSED. */
  closedAt: Date | null;
}

export interface InvitationRecord {
  id: string;
  campaignId: string;
  creatorId: string;
  status: InvitationStatusName;
  message: string | null;
  expiresAt: Date;
  createdAt: Date;
  /** When it was accepted, declined or withdrawn; null while PENDING, and when EXPIRED. */
  answeredAt: Date | null;
}

export interface CollaborationRecord {
  id: string;
  campaignId: string;
  creatorId: string;
  /** The accepted invitation that it came from. */
  invitationId: string;
  status: CollaborationStatusName;
  /** Oldest first. */
  terms: TermsRecord[];
  /** Version that both sides accepted; null before. */
  agreedVersion: number | null;
  deliverables: DeliverableRecord[];
  createdAt: Date;
  agreedAt: Date | null;
  endedAt: Date | null;
}

/** Content of a version of the terms; its hash is for the campaign service to compute. */
export interface TermsRecord {
  version: number;
  proposedBy: SideName;
  proposedAt: Date;
  /** The proposer first. */
  acceptedBy: SideName[];
  fee: MoneyRecord;
  deliverables: TermsDeliverableRecord[];
  usageRightsDays: number | null;
  exclusivityDays: number | null;
  note: string | null;
}

export interface TermsDeliverableRecord {
  content: ContentKindName;
  title: string;
  dueAt: Date | null;
}

export interface DeliverableRecord {
  id: string;
  collaborationId: string;
  content: ContentKindName;
  title: string;
  dueAt: Date | null;
  status: DeliverableStatusName;
  draftUrl: string | null;
  reviewComment: string | null;
  /** When the newest draft was submitted; null while PLANNED. */
  submittedAt: Date | null;
  /** Null unless PUBLISHED or VERIFIED. A video belongs to at most one deliverable. */
  videoId: string | null;
  /** When the public video was linked; null before. */
  publishedAt: Date | null;
}

/** A video that counts for a campaign, from `linkedAt` on. */
export interface VideoLinkRecord {
  deliverableId: string;
  collaborationId: string;
  campaignId: string;
  creatorId: string;
  videoId: string;
  linkedAt: Date;
}
