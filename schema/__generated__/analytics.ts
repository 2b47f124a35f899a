// Generated from the schema by `npm run schema`. Do not edit.
/* eslint-disable */
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AnalyticsContext } from '../../services/analytics/src/context.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string };
  String: { input: string; output: string };
  Boolean: { input: boolean; output: boolean };
  Int: { input: number; output: number };
  Float: { input: number; output: number };
  /** A moment in time, RFC 3339 in UTC, such as `2026-03-01T09:30:00.000Z`. */
  DateTime: { input: Date; output: Date | string };
  /** A whole number from 0 to 2^53 − 1 (a count of views, likes, followers), written as a JSON number. It is wider than `Int`, which ends at 2^31 − 1. */
  Count: { input: number; output: number };
  /** A signed whole number from −(2^53 − 1) to 2^53 − 1 (a change of a count), written as a JSON number. */
  CountChange: { input: number; output: number };
  /** An amount in the minor unit of its currency (cents for USD, yen for JPY), a signed whole number within ±(2^53 − 1), written as a JSON number. */
  MinorUnits: { input: number; output: number };
  /** A country, ISO 3166-1 alpha-2, such as `VN`. */
  CountryCode: { input: string; output: string };
  /** A currency, ISO 4217, such as `USD`. */
  CurrencyCode: { input: string; output: string };
  /** A place in the log of a campaign's metrics: 0 before the first change, then 1, 2, 3 … without gaps. */
  Sequence: { input: number; output: number };
  /** A counter as a source sends it: a JSON number or a string of digits. Each is checked by itself, so that one bad value rejects its item and not the request. */
  RawCount: { input: unknown; output: never };
  _FieldSet: { input: unknown; output: unknown };
};

/** An amount of money. It is never a floating-point number. */
export type Money = {
  __typename?: 'Money';
  /** Amount in the currency's minor unit (cents for USD, yen for JPY). */
  amountMinor: Scalars['MinorUnits']['output'];
  /** ISO 4217 code of the currency. */
  currency: Scalars['CurrencyCode']['output'];
};

/** An amount of money that a client sends. */
export type MoneyInput = {
  /** Amount in the currency's minor unit; not negative. */
  amountMinor: Scalars['MinorUnits']['input'];
  /** ISO 4217 code of the currency. */
  currency: Scalars['CurrencyCode']['input'];
};

/** Where a page of a connection stands in the whole list (Relay). */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Whether more items follow this page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether items precede this page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first item of the page; null on an empty page. */
  startCursor?: Maybe<Scalars['String']['output']>;
  /** Cursor of the last item of the page: pass it as `after` for the next one; null on an empty page. */
  endCursor?: Maybe<Scalars['String']['output']>;
};

/** Something the user can put right about the input of a mutation. When a payload carries one, nothing was changed. */
export type UserError = {
  __typename?: 'UserError';
  /** What is wrong, in a form that programs can rely on. */
  code: UserErrorCode;
  /** What is wrong and what to do about it, in English. */
  message: Scalars['String']['output'];
  /** Path to the offending part of `input`, such as `["budget", "currency"]`; null when the whole input is meant. */
  field?: Maybe<Array<Scalars['String']['output']>>;
};

/** Why a mutation changed nothing. */
export type UserErrorCode =
  /** A value is malformed or out of its range. */
  | 'INVALID'
  /** A value is required and missing or blank. */
  | 'REQUIRED'
  /** Another object already has this value (an e-mail address, a platform account). */
  | 'TAKEN'
  /** The object named by the input does not exist, or is not yours to see. */
  | 'NOT_FOUND'
  /** The move is not possible in the present state: see `availableActions`. */
  | 'WRONG_STATE'
  /** The object changed since you read it: read it again and decide anew. */
  | 'STALE'
  /** The deadline has passed. */
  | 'EXPIRED'
  /** The same `idempotencyKey` came before with other input. */
  | 'IDEMPOTENCY_MISMATCH';

export type Query = {
  __typename?: 'Query';
  /** How every metric is defined. */
  metricDefinitions?: Maybe<Array<MetricDefinition>>;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Takes snapshots of the cumulative counters of videos. Each item succeeds or fails by itself; what is ACCEPTED or DUPLICATE is stored durably. Sending the same again is harmless. */
  ingestSnapshots: IngestSnapshotsPayload;
};

export type MutationIngestSnapshotsArgs = {
  input: IngestSnapshotsInput;
};

export type Subscription = {
  __typename?: 'Subscription';
  /** The numbers of a campaign as they move: first a full picture (`PICTURE`), then changes (`CHANGE`), each with its place in the campaign's log. Open to the campaign's brand, analysts and operators. */
  campaignMetrics: CampaignMetricsEvent;
};

export type SubscriptionCampaignMetricsArgs = {
  campaignId: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['Sequence']['input']>;
  minIntervalMs?: Scalars['Int']['input'];
};

export type Creator = {
  __typename?: 'Creator';
  id: Scalars['ID']['output'];
  /** Sums over all videos of the creator that have been measured; null when none has. */
  metrics?: Maybe<AggregateMetrics>;
};

export type Brand = {
  __typename?: 'Brand';
  id: Scalars['ID']['output'];
  /** What the videos of all campaigns of the brand have brought since they were linked; null when none has numbers, and for viewers who may not see them. */
  metrics?: Maybe<GainMetrics>;
};

export type Campaign = {
  __typename?: 'Campaign';
  id: Scalars['ID']['output'];
  /** What the campaign has brought; null for viewers who may not see it. */
  metrics?: Maybe<CampaignMetrics>;
};

export type Collaboration = {
  __typename?: 'Collaboration';
  id: Scalars['ID']['output'];
  /** What the videos of this collaboration have brought since they were linked; null when none has numbers, and for viewers who may not see them. */
  metrics?: Maybe<GainMetrics>;
};

export type Video = {
  __typename?: 'Video';
  id: Scalars['ID']['output'];
  /** Its counters now; null when it was never measured. */
  metrics?: Maybe<VideoMetrics>;
  /** Snapshots of its counters, the latest capture first. */
  snapshots?: Maybe<SnapshotConnection>;
};

export type VideoSnapshotsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** How a metric is defined. */
export type MetricDefinition = {
  __typename?: 'MetricDefinition';
  /** Name, as fields have it, such as `engagementRate`. */
  name: Scalars['String']['output'];
  /** What it means, in words. */
  meaning: Scalars['String']['output'];
  /** Formula over other metrics; null for what is counted directly. */
  formula?: Maybe<Scalars['String']['output']>;
  /** Unit, such as `count` or `fraction`. */
  unit: Scalars['String']['output'];
  /** What it may be summed over; empty when sums of it mean nothing. */
  addsUpOver: Array<MetricDimension>;
};

/** What a metric may be summed over. */
export type MetricDimension =
  /** Videos, and so creators, collaborations and campaigns. */
  | 'VIDEOS'
  /** Time. */
  | 'TIME';

/** Values of the metrics at one moment. A value that is not known is null, never 0. */
export type MetricValues = {
  __typename?: 'MetricValues';
  /** Plays started, replays not counted. */
  views?: Maybe<Scalars['Count']['output']>;
  /** Likes. */
  likes?: Maybe<Scalars['Count']['output']>;
  /** Comments. */
  comments?: Maybe<Scalars['Count']['output']>;
  /** Shares. */
  shares?: Maybe<Scalars['Count']['output']>;
  /** Saves. */
  saves?: Maybe<Scalars['Count']['output']>;
  /** Likes + comments + shares; null unless all three are known. */
  engagements?: Maybe<Scalars['Count']['output']>;
  /** Engagements ÷ views, a fraction; null unless both are known and there are views. */
  engagementRate?: Maybe<Scalars['Float']['output']>;
};

/** Changes of the counters. A change that is not known is null, never 0. */
export type MetricChanges = {
  __typename?: 'MetricChanges';
  /** Change of views. */
  views?: Maybe<Scalars['CountChange']['output']>;
  /** Change of likes. */
  likes?: Maybe<Scalars['CountChange']['output']>;
  /** Change of comments. */
  comments?: Maybe<Scalars['CountChange']['output']>;
  /** Change of shares. */
  shares?: Maybe<Scalars['CountChange']['output']>;
  /** Change of saves. */
  saves?: Maybe<Scalars['CountChange']['output']>;
};

/** Counters of one video: for each the value of the latest capture that reported it. */
export type VideoMetrics = {
  __typename?: 'VideoMetrics';
  /** The values. */
  totals: MetricValues;
  /** Latest capture that went in. */
  asOf: Scalars['DateTime']['output'];
};

/** Sums over several videos. */
export type AggregateMetrics = {
  __typename?: 'AggregateMetrics';
  /** The sums; a video that does not report a counter adds nothing to it, and where none reports it the sum is null. Engagements and their rate take only videos that report all that they need. */
  totals: MetricValues;
  /** How many videos went in. */
  videoCount: Scalars['Count']['output'];
  /** Latest capture that went in. */
  asOf: Scalars['DateTime']['output'];
};

/** What several videos have brought since they were linked to campaigns. */
export type GainMetrics = {
  __typename?: 'GainMetrics';
  /** Sums of the latest value minus the value when the video was linked; a video that does not report a counter adds nothing to it, and where none reports it the sum is null. Engagements and their rate take only videos that report all that they need. */
  totals: MetricGains;
  /** How many videos went in. */
  videoCount: Scalars['Count']['output'];
  /** Latest capture that went in. */
  asOf: Scalars['DateTime']['output'];
};

/** What a campaign has brought since its videos were linked. For every counter, `baseline + deltas + corrections = lifetime` and `deltas + corrections = totals`. */
export type CampaignMetrics = {
  __typename?: 'CampaignMetrics';
  /** Sum over the campaign's videos of the latest value minus the value when the video was linked. A counter that the platform corrected below that value makes it negative. */
  totals: MetricGains;
  /** Sum over the videos of the value when the video was linked: the latest capture up to then; 0 for a video posted after; else the first capture that there is. */
  baseline: MetricValues;
  /** Sum of all rises since. */
  deltas: MetricChanges;
  /** Sum of all falls since, 0 or less: platforms take counts back now and then. */
  corrections: MetricChanges;
  /** Sum over the videos of the latest value. */
  lifetime: MetricValues;
  /** How many videos are linked. */
  videoCount: Scalars['Count']['output'];
  /** How many of them have been measured. */
  measuredVideoCount: Scalars['Count']['output'];
  /** Sequence of the last change. */
  sequence: Scalars['Sequence']['output'];
  /** Latest capture that went in; null before the first. */
  asOf?: Maybe<Scalars['DateTime']['output']>;
};

/** What was gained since videos were linked, by counter; negative where a platform took back more than came since. A value that is not known is null, never 0. */
export type MetricGains = {
  __typename?: 'MetricGains';
  /** Views gained. */
  views?: Maybe<Scalars['CountChange']['output']>;
  /** Likes gained. */
  likes?: Maybe<Scalars['CountChange']['output']>;
  /** Comments gained. */
  comments?: Maybe<Scalars['CountChange']['output']>;
  /** Shares gained. */
  shares?: Maybe<Scalars['CountChange']['output']>;
  /** Saves gained. */
  saves?: Maybe<Scalars['CountChange']['output']>;
  /** Likes + comments + shares gained; null unless all three are known. */
  engagements?: Maybe<Scalars['CountChange']['output']>;
  /** Engagements ÷ views gained, a fraction; null unless both are known and views are above 0. */
  engagementRate?: Maybe<Scalars['Float']['output']>;
};

/** Something that happened to the numbers of a campaign. */
export type CampaignMetricsEvent = {
  __typename?: 'CampaignMetricsEvent';
  /** A full picture or a change. */
  kind: CampaignMetricsEventKind;
  /** Place in the campaign's log: pass the last one seen as `after` when you connect again. */
  sequence: Scalars['Sequence']['output'];
  /** Whether what was asked for with `after` could not be continued, so that this picture replaces all that was seen before. */
  reset: Scalars['Boolean']['output'];
  /** Latest capture that the numbers take in; null when nothing was ever measured. */
  asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The campaign's numbers after this event. */
  metrics: CampaignMetrics;
  /** Rises in this event; all null in a picture. */
  deltas: MetricChanges;
  /** Falls in this event, 0 or less; all null in a picture. */
  corrections: MetricChanges;
  /** The videos that changed; in a picture, the first 1,000 videos of the campaign. */
  videos: Array<CampaignVideoMetrics>;
  /** The campaign, with everything the graph knows of it. */
  campaign?: Maybe<Campaign>;
};

/** What a `CampaignMetricsEvent` carries. */
export type CampaignMetricsEventKind =
  /** All numbers as they stand. */
  | 'PICTURE'
  /** What changed since the event before. */
  | 'CHANGE';

/** The numbers of one video within a campaign. */
export type CampaignVideoMetrics = {
  __typename?: 'CampaignVideoMetrics';
  /** The video, with everything the graph knows of it. */
  video?: Maybe<Video>;
  /** Its creator. */
  creator?: Maybe<Creator>;
  /** Gained since it was linked. */
  totals: MetricGains;
  /** Rises in this event; all null in a picture. */
  deltas: MetricChanges;
  /** Falls in this event, 0 or less; all null in a picture. */
  corrections: MetricChanges;
  /** Latest capture that went in; null when it was never measured. */
  asOf?: Maybe<Scalars['DateTime']['output']>;
};

/** Counters of a video at one moment, as the platform reported them. */
export type Snapshot = {
  __typename?: 'Snapshot';
  /** When the platform's counters were read. */
  capturedAt: Scalars['DateTime']['output'];
  /** When it reached the marketplace. */
  receivedAt: Scalars['DateTime']['output'];
  /** The counters, as reported; null where the source does not report one. */
  values: MetricValues;
  /** Whether a counter is lower here than in the capture before that reports it. */
  falls: Scalars['Boolean']['output'];
};

/** A page of snapshots. */
export type SnapshotConnection = {
  __typename?: 'SnapshotConnection';
  /** Snapshots with their cursors. */
  edges: Array<SnapshotEdge>;
  /** The snapshots alone. */
  nodes: Array<Snapshot>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** A snapshot in a list. */
export type SnapshotEdge = {
  __typename?: 'SnapshotEdge';
  /** Cursor of this snapshot. */
  cursor: Scalars['String']['output'];
  /** The snapshot. */
  node: Snapshot;
};

/** Snapshots to take in. */
export type IngestSnapshotsInput = {
  /** Up to 1,000 items, in any order. */
  snapshots: Array<SnapshotInput>;
};

/** The cumulative counters of one video at one moment. The video is named by `videoId`, or by `platform` and `platformVideoId`. */
export type SnapshotInput = {
  /** Id of the video in the marketplace. */
  videoId?: InputMaybe<Scalars['String']['input']>;
  /** The platform, such as `TIKTOK`; needed without `videoId`. */
  platform?: InputMaybe<Scalars['String']['input']>;
  /** The platform's own id of the video; needed without `videoId`. */
  platformVideoId?: InputMaybe<Scalars['String']['input']>;
  /** When the platform's counters were read, RFC 3339 with a zone; not before 2005, not more than 5 minutes ahead. */
  capturedAt: Scalars['String']['input'];
  /** Plays started; null when the source does not report it. */
  views?: InputMaybe<Scalars['RawCount']['input']>;
  /** Likes; null when the source does not report it. */
  likes?: InputMaybe<Scalars['RawCount']['input']>;
  /** Comments; null when the source does not report it. */
  comments?: InputMaybe<Scalars['RawCount']['input']>;
  /** Shares; null when the source does not report it. */
  shares?: InputMaybe<Scalars['RawCount']['input']>;
  /** Saves; null when the source does not report it. */
  saves?: InputMaybe<Scalars['RawCount']['input']>;
};

/** What came of taking in snapshots. */
export type IngestSnapshotsPayload = {
  __typename?: 'IngestSnapshotsPayload';
  /** One result per item, in the order sent. */
  results: Array<IngestSnapshotResult>;
};

/** What came of one snapshot. */
export type IngestSnapshotResult = {
  __typename?: 'IngestSnapshotResult';
  /** What was done. */
  outcome: IngestOutcome;
  /** Why, in a form that programs can rely on; null for ACCEPTED and DUPLICATE. */
  reason?: Maybe<IngestReason>;
  /** Why, in English; null for ACCEPTED and DUPLICATE. */
  message?: Maybe<Scalars['String']['output']>;
  /** Field of the item that is wrong; null when no single one is. */
  field?: Maybe<Scalars['String']['output']>;
};

/** What was done with a snapshot. */
export type IngestOutcome =
  /** Stored durably and counted. */
  | 'ACCEPTED'
  /** The very same was stored before; nothing changed. */
  | 'DUPLICATE'
  /** Other numbers for the same video and moment were stored before; the first are kept. */
  | 'CONFLICT'
  /** Not stored. */
  | 'REJECTED';

/** Why a snapshot was not counted. */
export type IngestReason =
  /** A counter is not a whole number from 0 to 2^53 − 1. */
  | 'BAD_COUNT'
  /** No counter is given. */
  | 'NO_COUNTS'
  /** The time is malformed, too early or in the future. */
  | 'BAD_TIME'
  /** An id or the platform is missing or malformed. */
  | 'BAD_VIDEO'
  /** No such video is known. */
  | 'UNKNOWN_VIDEO'
  /** Other numbers for the same video and moment were stored before. */
  | 'CONFLICTING_VALUES';

export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
  reference: TReference,
  context: TContext,
  info: GraphQLResolveInfo,
) => Promise<TResult> | TResult;

type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };

export type Resolver<
  TResult,
  TParent = Record<PropertyKey, never>,
  TContext = Record<PropertyKey, never>,
  TArgs = Record<PropertyKey, never>,
> = ResolverFn<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo,
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo,
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo,
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<
  TResult,
  TKey extends string,
  TParent = Record<PropertyKey, never>,
  TContext = Record<PropertyKey, never>,
  TArgs = Record<PropertyKey, never>,
> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo,
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  obj: T,
  context: TContext,
  info: GraphQLResolveInfo,
) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<
  TResult = Record<PropertyKey, never>,
  TParent = Record<PropertyKey, never>,
  TContext = Record<PropertyKey, never>,
  TArgs = Record<PropertyKey, never>,
> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo,
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Creator: Creator;
  Brand: Brand;
  Campaign: Campaign;
  Collaboration: Collaboration;
  Video: Video;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Creator: { __typename: 'Creator' } & GraphQLRecursivePick<FederationTypes['Creator'], { id: true }>;
  Brand: { __typename: 'Brand' } & GraphQLRecursivePick<FederationTypes['Brand'], { id: true }>;
  Campaign: { __typename: 'Campaign' } & GraphQLRecursivePick<FederationTypes['Campaign'], { id: true }>;
  Collaboration: { __typename: 'Collaboration' } & GraphQLRecursivePick<FederationTypes['Collaboration'], { id: true }>;
  Video: { __typename: 'Video' } & GraphQLRecursivePick<FederationTypes['Video'], { id: true }>;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Count: ResolverTypeWrapper<Scalars['Count']['output']>;
  CountChange: ResolverTypeWrapper<Scalars['CountChange']['output']>;
  MinorUnits: ResolverTypeWrapper<Scalars['MinorUnits']['output']>;
  CountryCode: ResolverTypeWrapper<Scalars['CountryCode']['output']>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  Money: ResolverTypeWrapper<Money>;
  MoneyInput: MoneyInput;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  Sequence: ResolverTypeWrapper<Scalars['Sequence']['output']>;
  RawCount: ResolverTypeWrapper<Scalars['RawCount']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Creator: ResolverTypeWrapper<Creator>;
  Brand: ResolverTypeWrapper<Brand>;
  Campaign: ResolverTypeWrapper<Campaign>;
  Collaboration: ResolverTypeWrapper<Collaboration>;
  Video: ResolverTypeWrapper<Video>;
  MetricDefinition: ResolverTypeWrapper<MetricDefinition>;
  MetricDimension: MetricDimension;
  MetricValues: ResolverTypeWrapper<MetricValues>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  MetricChanges: ResolverTypeWrapper<MetricChanges>;
  VideoMetrics: ResolverTypeWrapper<VideoMetrics>;
  AggregateMetrics: ResolverTypeWrapper<AggregateMetrics>;
  GainMetrics: ResolverTypeWrapper<GainMetrics>;
  CampaignMetrics: ResolverTypeWrapper<CampaignMetrics>;
  MetricGains: ResolverTypeWrapper<MetricGains>;
  CampaignMetricsEvent: ResolverTypeWrapper<CampaignMetricsEvent>;
  CampaignMetricsEventKind: CampaignMetricsEventKind;
  CampaignVideoMetrics: ResolverTypeWrapper<CampaignVideoMetrics>;
  Snapshot: ResolverTypeWrapper<Snapshot>;
  SnapshotConnection: ResolverTypeWrapper<SnapshotConnection>;
  SnapshotEdge: ResolverTypeWrapper<SnapshotEdge>;
  IngestSnapshotsInput: IngestSnapshotsInput;
  SnapshotInput: SnapshotInput;
  IngestSnapshotsPayload: ResolverTypeWrapper<IngestSnapshotsPayload>;
  IngestSnapshotResult: ResolverTypeWrapper<IngestSnapshotResult>;
  IngestOutcome: IngestOutcome;
  IngestReason: IngestReason;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  DateTime: Scalars['DateTime']['output'];
  Count: Scalars['Count']['output'];
  CountChange: Scalars['CountChange']['output'];
  MinorUnits: Scalars['MinorUnits']['output'];
  CountryCode: Scalars['CountryCode']['output'];
  CurrencyCode: Scalars['CurrencyCode']['output'];
  Money: Money;
  MoneyInput: MoneyInput;
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  String: Scalars['String']['output'];
  UserError: UserError;
  Sequence: Scalars['Sequence']['output'];
  RawCount: Scalars['RawCount']['output'];
  Query: Record<PropertyKey, never>;
  Mutation: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  Creator: Creator | FederationReferenceTypes['Creator'];
  Brand: Brand | FederationReferenceTypes['Brand'];
  Campaign: Campaign | FederationReferenceTypes['Campaign'];
  Collaboration: Collaboration | FederationReferenceTypes['Collaboration'];
  Video: Video | FederationReferenceTypes['Video'];
  MetricDefinition: MetricDefinition;
  MetricValues: MetricValues;
  Float: Scalars['Float']['output'];
  MetricChanges: MetricChanges;
  VideoMetrics: VideoMetrics;
  AggregateMetrics: AggregateMetrics;
  GainMetrics: GainMetrics;
  CampaignMetrics: CampaignMetrics;
  MetricGains: MetricGains;
  CampaignMetricsEvent: CampaignMetricsEvent;
  CampaignVideoMetrics: CampaignVideoMetrics;
  Snapshot: Snapshot;
  SnapshotConnection: SnapshotConnection;
  SnapshotEdge: SnapshotEdge;
  IngestSnapshotsInput: IngestSnapshotsInput;
  SnapshotInput: SnapshotInput;
  IngestSnapshotsPayload: IngestSnapshotsPayload;
  IngestSnapshotResult: IngestSnapshotResult;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface CountScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Count'], any> {
  name: 'Count';
}

export interface CountChangeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CountChange'], any> {
  name: 'CountChange';
}

export interface MinorUnitsScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['MinorUnits'], any> {
  name: 'MinorUnits';
}

export interface CountryCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CountryCode'], any> {
  name: 'CountryCode';
}

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export type MoneyResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money'],
> = {
  amountMinor?: Resolver<ResolversTypes['MinorUnits'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type PageInfoResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo'],
> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UserErrorResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError'],
> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
};

export interface SequenceScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Sequence'], any> {
  name: 'Sequence';
}

export interface RawCountScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['RawCount'], any> {
  name: 'RawCount';
}

export type QueryResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query'],
> = {
  metricDefinitions?: Resolver<Maybe<Array<ResolversTypes['MetricDefinition']>>, ParentType, ContextType>;
};

export type MutationResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation'],
> = {
  ingestSnapshots?: Resolver<
    ResolversTypes['IngestSnapshotsPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationIngestSnapshotsArgs, 'input'>
  >;
};

export type SubscriptionResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription'],
> = {
  campaignMetrics?: SubscriptionResolver<
    ResolversTypes['CampaignMetricsEvent'],
    'campaignMetrics',
    ParentType,
    ContextType,
    RequireFields<SubscriptionCampaignMetricsArgs, 'campaignId' | 'minIntervalMs'>
  >;
};

export type CreatorResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['Creator'] = ResolversParentTypes['Creator'],
  FederationReferenceType extends FederationReferenceTypes['Creator'] = FederationReferenceTypes['Creator'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Creator']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  metrics?: Resolver<Maybe<ResolversTypes['AggregateMetrics']>, ParentType, ContextType>;
};

export type BrandResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['Brand'] = ResolversParentTypes['Brand'],
  FederationReferenceType extends FederationReferenceTypes['Brand'] = FederationReferenceTypes['Brand'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Brand']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  metrics?: Resolver<Maybe<ResolversTypes['GainMetrics']>, ParentType, ContextType>;
};

export type CampaignResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['Campaign'] = ResolversParentTypes['Campaign'],
  FederationReferenceType extends FederationReferenceTypes['Campaign'] = FederationReferenceTypes['Campaign'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Campaign']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  metrics?: Resolver<Maybe<ResolversTypes['CampaignMetrics']>, ParentType, ContextType>;
};

export type CollaborationResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['Collaboration'] = ResolversParentTypes['Collaboration'],
  FederationReferenceType extends FederationReferenceTypes['Collaboration'] = FederationReferenceTypes['Collaboration'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Collaboration']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  metrics?: Resolver<Maybe<ResolversTypes['GainMetrics']>, ParentType, ContextType>;
};

export type VideoResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['Video'] = ResolversParentTypes['Video'],
  FederationReferenceType extends FederationReferenceTypes['Video'] = FederationReferenceTypes['Video'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Video']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  metrics?: Resolver<Maybe<ResolversTypes['VideoMetrics']>, ParentType, ContextType>;
  snapshots?: Resolver<
    Maybe<ResolversTypes['SnapshotConnection']>,
    ParentType,
    ContextType,
    RequireFields<VideoSnapshotsArgs, 'first'>
  >;
};

export type MetricDefinitionResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['MetricDefinition'] = ResolversParentTypes['MetricDefinition'],
> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  meaning?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  formula?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  addsUpOver?: Resolver<Array<ResolversTypes['MetricDimension']>, ParentType, ContextType>;
};

export type MetricValuesResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['MetricValues'] = ResolversParentTypes['MetricValues'],
> = {
  views?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  likes?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  comments?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  shares?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  saves?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  engagements?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  engagementRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type MetricChangesResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['MetricChanges'] = ResolversParentTypes['MetricChanges'],
> = {
  views?: Resolver<Maybe<ResolversTypes['CountChange']>, ParentType, ContextType>;
  likes?: Resolver<Maybe<ResolversTypes['CountChange']>, ParentType, ContextType>;
  comments?: Resolver<Maybe<ResolversTypes['CountChange']>, ParentType, ContextType>;
  shares?: Resolver<Maybe<ResolversTypes['CountChange']>, ParentType, ContextType>;
  saves?: Resolver<Maybe<ResolversTypes['CountChange']>, ParentType, ContextType>;
};

export type VideoMetricsResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['VideoMetrics'] = ResolversParentTypes['VideoMetrics'],
> = {
  totals?: Resolver<ResolversTypes['MetricValues'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type AggregateMetricsResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['AggregateMetrics'] = ResolversParentTypes['AggregateMetrics'],
> = {
  totals?: Resolver<ResolversTypes['MetricValues'], ParentType, ContextType>;
  videoCount?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type GainMetricsResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['GainMetrics'] = ResolversParentTypes['GainMetrics'],
> = {
  totals?: Resolver<ResolversTypes['MetricGains'], ParentType, ContextType>;
  videoCount?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type CampaignMetricsResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['CampaignMetrics'] = ResolversParentTypes['CampaignMetrics'],
> = {
  totals?: Resolver<ResolversTypes['MetricGains'], ParentType, ContextType>;
  baseline?: Resolver<ResolversTypes['MetricValues'], ParentType, ContextType>;
  deltas?: Resolver<ResolversTypes['MetricChanges'], ParentType, ContextType>;
  corrections?: Resolver<ResolversTypes['MetricChanges'], ParentType, ContextType>;
  lifetime?: Resolver<ResolversTypes['MetricValues'], ParentType, ContextType>;
  videoCount?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  measuredVideoCount?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Sequence'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type MetricGainsResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['MetricGains'] = ResolversParentTypes['MetricGains'],
> = {
  views?: Resolver<Maybe<ResolversTypes['CountChange']>, ParentType, ContextType>;
  likes?: Resolver<Maybe<ResolversTypes['CountChange']>, ParentType, ContextType>;
  comments?: Resolver<Maybe<ResolversTypes['CountChange']>, ParentType, ContextType>;
  shares?: Resolver<Maybe<ResolversTypes['CountChange']>, ParentType, ContextType>;
  saves?: Resolver<Maybe<ResolversTypes['CountChange']>, ParentType, ContextType>;
  engagements?: Resolver<Maybe<ResolversTypes['CountChange']>, ParentType, ContextType>;
  engagementRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type CampaignMetricsEventResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['CampaignMetricsEvent'] = ResolversParentTypes['CampaignMetricsEvent'],
> = {
  kind?: Resolver<ResolversTypes['CampaignMetricsEventKind'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Sequence'], ParentType, ContextType>;
  reset?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  metrics?: Resolver<ResolversTypes['CampaignMetrics'], ParentType, ContextType>;
  deltas?: Resolver<ResolversTypes['MetricChanges'], ParentType, ContextType>;
  corrections?: Resolver<ResolversTypes['MetricChanges'], ParentType, ContextType>;
  videos?: Resolver<Array<ResolversTypes['CampaignVideoMetrics']>, ParentType, ContextType>;
  campaign?: Resolver<Maybe<ResolversTypes['Campaign']>, ParentType, ContextType>;
};

export type CampaignVideoMetricsResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['CampaignVideoMetrics'] = ResolversParentTypes['CampaignVideoMetrics'],
> = {
  video?: Resolver<Maybe<ResolversTypes['Video']>, ParentType, ContextType>;
  creator?: Resolver<Maybe<ResolversTypes['Creator']>, ParentType, ContextType>;
  totals?: Resolver<ResolversTypes['MetricGains'], ParentType, ContextType>;
  deltas?: Resolver<ResolversTypes['MetricChanges'], ParentType, ContextType>;
  corrections?: Resolver<ResolversTypes['MetricChanges'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type SnapshotResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['Snapshot'] = ResolversParentTypes['Snapshot'],
> = {
  capturedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  values?: Resolver<ResolversTypes['MetricValues'], ParentType, ContextType>;
  falls?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SnapshotConnectionResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['SnapshotConnection'] = ResolversParentTypes['SnapshotConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['SnapshotEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Snapshot']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SnapshotEdgeResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['SnapshotEdge'] = ResolversParentTypes['SnapshotEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Snapshot'], ParentType, ContextType>;
};

export type IngestSnapshotsPayloadResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['IngestSnapshotsPayload'] = ResolversParentTypes['IngestSnapshotsPayload'],
> = {
  results?: Resolver<Array<ResolversTypes['IngestSnapshotResult']>, ParentType, ContextType>;
};

export type IngestSnapshotResultResolvers<
  ContextType = AnalyticsContext,
  ParentType extends ResolversParentTypes['IngestSnapshotResult'] = ResolversParentTypes['IngestSnapshotResult'],
> = {
  outcome?: Resolver<ResolversTypes['IngestOutcome'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['IngestReason']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = AnalyticsContext> = {
  DateTime?: GraphQLScalarType;
  Count?: GraphQLScalarType;
  CountChange?: GraphQLScalarType;
  MinorUnits?: GraphQLScalarType;
  CountryCode?: GraphQLScalarType;
  CurrencyCode?: GraphQLScalarType;
  Money?: MoneyResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Sequence?: GraphQLScalarType;
  RawCount?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Creator?: CreatorResolvers<ContextType>;
  Brand?: BrandResolvers<ContextType>;
  Campaign?: CampaignResolvers<ContextType>;
  Collaboration?: CollaborationResolvers<ContextType>;
  Video?: VideoResolvers<ContextType>;
  MetricDefinition?: MetricDefinitionResolvers<ContextType>;
  MetricValues?: MetricValuesResolvers<ContextType>;
  MetricChanges?: MetricChangesResolvers<ContextType>;
  VideoMetrics?: VideoMetricsResolvers<ContextType>;
  AggregateMetrics?: AggregateMetricsResolvers<ContextType>;
  GainMetrics?: GainMetricsResolvers<ContextType>;
  CampaignMetrics?: CampaignMetricsResolvers<ContextType>;
  MetricGains?: MetricGainsResolvers<ContextType>;
  CampaignMetricsEvent?: CampaignMetricsEventResolvers<ContextType>;
  CampaignVideoMetrics?: CampaignVideoMetricsResolvers<ContextType>;
  Snapshot?: SnapshotResolvers<ContextType>;
  SnapshotConnection?: SnapshotConnectionResolvers<ContextType>;
  SnapshotEdge?: SnapshotEdgeResolvers<ContextType>;
  IngestSnapshotsPayload?: IngestSnapshotsPayloadResolvers<ContextType>;
  IngestSnapshotResult?: IngestSnapshotResultResolvers<ContextType>;
};
