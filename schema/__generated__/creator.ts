// Generated from the schema by `npm run schema`. Do not edit.
/* eslint-disable */
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { CreatorEntity } from '../../services/creator/src/creators/creator.entity.js';
import type { PlatformAccountEntity } from '../../services/creator/src/creators/platform-account.entity.js';
import type { AudienceEntity } from '../../services/creator/src/creators/audience.entity.js';
import type { RateEntity } from '../../services/creator/src/creators/rate.entity.js';
import type { VideoEntity } from '../../services/creator/src/videos/video.entity.js';
import type { CreatorPage } from '../../services/creator/src/discovery/discovery.service.js';
import type { CreatorContext } from '../../services/creator/src/context.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
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
  /** One creator by id; null if there is none. */
  creator?: Maybe<Creator>;
  /** Creators that match every part of the filter, in the order asked for. Suspended creators are left out. */
  creators?: Maybe<CreatorConnection>;
  /** One video by id; null if there is none. */
  video?: Maybe<Video>;
};

export type QueryCreatorArgs = {
  id: Scalars['ID']['input'];
};

export type QueryCreatorsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CreatorFilter>;
  orderBy?: CreatorOrder;
};

export type QueryVideoArgs = {
  id: Scalars['ID']['input'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Registers a creator with one platform account. Open to anyone; an account that is known already (from an import) is TAKEN, unless an operator who has checked whose it is registers it: INVITED → ACTIVE. */
  registerCreator: RegisterCreatorPayload;
  /** A creator goes on holiday: no invitations arrive until `until`. ACTIVE → PAUSED, by the creator or an operator. */
  pauseCreator: CreatorPayload;
  /** A creator comes back from holiday. PAUSED → ACTIVE, by the creator or an operator. */
  resumeCreator: CreatorPayload;
  /** Takes a creator out of the marketplace. Any state → SUSPENDED, by an operator. */
  suspendCreator: CreatorPayload;
  /** Brings a suspended creator back. SUSPENDED → ACTIVE, by an operator. */
  reinstateCreator: CreatorPayload;
  /** Stores creators as a platform reports them. A creator is recognised by its platform account; what is sent again unchanged changes nothing, and fields left out are kept as they are. Each item succeeds or fails by itself. */
  importCreators: ImportCreatorsPayload;
  /** Stores videos as a platform reports them. A video is recognised by its platform and platform id; what is sent again unchanged changes nothing. Each item succeeds or fails by itself. */
  importVideos: ImportVideosPayload;
};

export type MutationRegisterCreatorArgs = {
  input: RegisterCreatorInput;
};

export type MutationPauseCreatorArgs = {
  input: PauseCreatorInput;
};

export type MutationResumeCreatorArgs = {
  input: CreatorIdInput;
};

export type MutationSuspendCreatorArgs = {
  input: CreatorIdInput;
};

export type MutationReinstateCreatorArgs = {
  input: CreatorIdInput;
};

export type MutationImportCreatorsArgs = {
  input: ImportCreatorsInput;
};

export type MutationImportVideosArgs = {
  input: ImportVideosInput;
};

/** A maker of short videos. */
export type Creator = {
  __typename?: 'Creator';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** Name as shown to people, in any script. */
  displayName: Scalars['String']['output'];
  /** Handle on the primary platform account, without `@`; null when the platform did not report one. */
  handle?: Maybe<Scalars['String']['output']>;
  /** What the creator says of themselves; null if nothing. */
  bio?: Maybe<Scalars['String']['output']>;
  /** Country the creator works from; null when unknown. */
  country?: Maybe<Scalars['CountryCode']['output']>;
  /** Languages of the content, BCP 47 tags such as `vi` or `pt-BR`. */
  languages: Array<Scalars['String']['output']>;
  /** Topics of the content, lower case, such as `beauty`. */
  categories: Array<Scalars['String']['output']>;
  /** Where the creator stands in the marketplace. */
  status: CreatorStatus;
  /** When a paused creator means to be back; null unless PAUSED. */
  pausedUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Moves that the viewer may make now. */
  availableActions: Array<CreatorAction>;
  /** Accounts on platforms, the primary one first. */
  accounts: Array<PlatformAccount>;
  /** Sizes and averages that discovery filters and orders by. */
  statistics: CreatorStatistics;
  /** Who watches; null when no insights were reported. */
  audience?: Maybe<Audience>;
  /** What the creator asks for, one entry per kind of content; empty when unpublished. */
  rateCard: Array<Rate>;
  /** Videos, the newest first. */
  videos: VideoConnection;
  /** When the creator became known to the marketplace. */
  createdAt: Scalars['DateTime']['output'];
};

/** A maker of short videos. */
export type CreatorVideosArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Where a creator stands in the marketplace. */
export type CreatorStatus =
  /** Known from an import, not registered yet. */
  | 'INVITED'
  /** Registered and open to invitations. */
  | 'ACTIVE'
  /** On holiday; existing collaborations go on, no new invitations. */
  | 'PAUSED'
  /** Taken out by an operator. */
  | 'SUSPENDED';

/** A move on a creator that a viewer may be offered. */
export type CreatorAction =
  /** `pauseCreator` */
  | 'PAUSE'
  /** `resumeCreator` */
  | 'RESUME'
  /** `suspendCreator` */
  | 'SUSPEND'
  /** `reinstateCreator` */
  | 'REINSTATE';

/** A platform for short video. */
export type Platform =
  /** TikTok */
  | 'TIKTOK'
  /** Instagram */
  | 'INSTAGRAM'
  /** YouTube */
  | 'YOUTUBE';

/** An account of a creator on a platform. */
export type PlatformAccount = {
  __typename?: 'PlatformAccount';
  /** The platform. */
  platform: Platform;
  /** The platform's own id of the account, a string even where it looks like a number (19 digits do not fit a JavaScript number). Where a source names only handles, it is the handle, lower case, behind an `@`. */
  platformAccountId: Scalars['String']['output'];
  /** Handle without `@`; null when the platform did not report one. */
  handle?: Maybe<Scalars['String']['output']>;
  /** Page of the account; null when unknown. */
  url?: Maybe<Scalars['String']['output']>;
  /** Whether the platform has verified the account; null when unknown. */
  verified?: Maybe<Scalars['Boolean']['output']>;
  /** Followers at last report; null when unknown. */
  followers?: Maybe<Scalars['Count']['output']>;
};

/** Sizes and averages of a creator. What the marketplace has measured itself goes before what a platform reported. */
export type CreatorStatistics = {
  __typename?: 'CreatorStatistics';
  /** Followers over all accounts; null when unknown. */
  followers?: Maybe<Scalars['Count']['output']>;
  /** Mean views over the creator's last 30 videos; null when unknown. */
  averageViews?: Maybe<Scalars['Count']['output']>;
  /** Engagements ÷ views over the last 30 videos, a fraction (0.05 is 5 %); null when unknown. Engagements are likes + comments + shares. */
  engagementRate?: Maybe<Scalars['Float']['output']>;
  /** Videos known to the marketplace. */
  videoCount: Scalars['Count']['output'];
  /** When the averages were last brought up to date; null when never. */
  asOf?: Maybe<Scalars['DateTime']['output']>;
};

/** Who watches a creator, as shares of the audience that add up to at most 1 in each list. */
export type Audience = {
  __typename?: 'Audience';
  /** When the platform reported it. */
  asOf: Scalars['DateTime']['output'];
  /** By country (ISO 3166-1 alpha-2), the largest first. */
  countries: Array<AudienceShare>;
  /** By gender: `female`, `male`, `other`. */
  genders: Array<AudienceShare>;
  /** By age bracket, such as `18-24`. */
  ages: Array<AudienceShare>;
};

/** A part of an audience. */
export type AudienceShare = {
  __typename?: 'AudienceShare';
  /** Which part, such as `VN`, `female` or `18-24`. */
  key: Scalars['String']['output'];
  /** Its share, a fraction from 0 to 1. */
  share: Scalars['Float']['output'];
};

/** What a creator asks for one piece of content. */
export type Rate = {
  __typename?: 'Rate';
  /** What is made. */
  content: ContentKind;
  /** What it costs. */
  price: Money;
};

/** A kind of content that can be agreed on. */
export type ContentKind =
  /** A short vertical video. */
  | 'SHORT_VIDEO'
  /** A live stream. */
  | 'LIVE_STREAM'
  /** A photo or a carousel of photos. */
  | 'PHOTO';

/** A video of a creator on a platform. */
export type Video = {
  __typename?: 'Video';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** Whose it is. */
  creator: Creator;
  /** The platform. */
  platform: Platform;
  /** The platform's own id of the video, a string even where it looks like a number. */
  platformVideoId: Scalars['String']['output'];
  /** Caption, in any language; null when unknown. */
  caption?: Maybe<Scalars['String']['output']>;
  /** Hashtags of the caption, lower case, without `#`. */
  hashtags: Array<Scalars['String']['output']>;
  /** Page of the video; null when unknown. */
  url?: Maybe<Scalars['String']['output']>;
  /** Length in seconds; null when unknown. */
  durationSeconds?: Maybe<Scalars['Int']['output']>;
  /** When it went public; null when unknown. */
  postedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A page of creators. */
export type CreatorConnection = {
  __typename?: 'CreatorConnection';
  /** Creators with their cursors. */
  edges: Array<CreatorEdge>;
  /** The creators alone. */
  nodes: Array<Creator>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many match in all; counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** A creator in a list. */
export type CreatorEdge = {
  __typename?: 'CreatorEdge';
  /** Cursor of this creator in this order. */
  cursor: Scalars['String']['output'];
  /** The creator. */
  node: Creator;
};

/** A page of videos. */
export type VideoConnection = {
  __typename?: 'VideoConnection';
  /** Videos with their cursors. */
  edges: Array<VideoEdge>;
  /** The videos alone. */
  nodes: Array<Video>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** A video in a list. */
export type VideoEdge = {
  __typename?: 'VideoEdge';
  /** Cursor of this video. */
  cursor: Scalars['String']['output'];
  /** The video. */
  node: Video;
};

/** Which creators. Parts that are given must all hold; a creator whose value is unknown never matches a bound on it. */
export type CreatorFilter = {
  /** Words to find in handle, name or bio, in any script; every word must occur, the last one as a beginning. */
  text?: InputMaybe<Scalars['String']['input']>;
  /** Any of these countries. */
  countries?: InputMaybe<Array<Scalars['CountryCode']['input']>>;
  /** Any of these categories. */
  categories?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Bounds on followers, both inclusive. */
  followers?: InputMaybe<CountRange>;
  /** Bounds on the engagement rate, both inclusive, as fractions. */
  engagementRate?: InputMaybe<RateRange>;
};

/** Bounds on a count, both inclusive; leave one out for an open end. */
export type CountRange = {
  /** At least. */
  min?: InputMaybe<Scalars['Count']['input']>;
  /** At most. */
  max?: InputMaybe<Scalars['Count']['input']>;
};

/** Bounds on a rate, both inclusive; leave one out for an open end. */
export type RateRange = {
  /** At least. */
  min?: InputMaybe<Scalars['Float']['input']>;
  /** At most. */
  max?: InputMaybe<Scalars['Float']['input']>;
};

/** Orders of a list of creators; unknown values come last. */
export type CreatorOrder =
  /** Most followers first. */
  | 'FOLLOWERS'
  /** Highest average views first. */
  | 'AVERAGE_VIEWS'
  /** Highest engagement rate first. */
  | 'ENGAGEMENT_RATE'
  /** Latest to join first. */
  | 'NEWEST';

/** Who registers as a creator. */
export type RegisterCreatorInput = {
  /** Name as shown to people, 1 to 100 characters. */
  displayName: Scalars['String']['input'];
  /** What the creator says of themselves, at most 2,000 characters. */
  bio?: InputMaybe<Scalars['String']['input']>;
  /** Country the creator works from. */
  country: Scalars['CountryCode']['input'];
  /** Languages of the content, BCP 47 tags. */
  languages: Array<Scalars['String']['input']>;
  /** Topics of the content, 1 to 10. */
  categories: Array<Scalars['String']['input']>;
  /** The account on a platform. */
  account: PlatformAccountInput;
  /** What the creator asks for. */
  rateCard?: InputMaybe<Array<RateInput>>;
};

/** An account on a platform, as a client names it. */
export type PlatformAccountInput = {
  /** The platform. */
  platform: Platform;
  /** The platform's own id of the account; where only the handle is known, leave it out and the handle stands in for it. */
  platformAccountId?: InputMaybe<Scalars['String']['input']>;
  /** Handle, with or without `@`. */
  handle?: InputMaybe<Scalars['String']['input']>;
  /** Page of the account. */
  url?: InputMaybe<Scalars['String']['input']>;
};

/** What a creator asks for one piece of content. */
export type RateInput = {
  /** What is made. */
  content: ContentKind;
  /** What it costs. */
  price: MoneyInput;
};

/** A creator goes on holiday. */
export type PauseCreatorInput = {
  /** Id of the creator. */
  id: Scalars['ID']['input'];
  /** When the creator means to be back, in the future; null if not known yet. */
  until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Names a creator. */
export type CreatorIdInput = {
  /** Id of the creator. */
  id: Scalars['ID']['input'];
};

/** What came of registering a creator. */
export type RegisterCreatorPayload = {
  __typename?: 'RegisterCreatorPayload';
  /** The new creator; null when there are `userErrors`. */
  creator?: Maybe<Creator>;
  /** What to put right. */
  userErrors: Array<UserError>;
};

/** What came of a move on a creator. */
export type CreatorPayload = {
  __typename?: 'CreatorPayload';
  /** The creator after the move; null when there are `userErrors`. */
  creator?: Maybe<Creator>;
  /** What to put right. */
  userErrors: Array<UserError>;
};

/** Creators as a platform reports them. */
export type ImportCreatorsInput = {
  /** Up to 500 items. */
  creators: Array<ImportedCreatorInput>;
};

/** A creator as a platform reports it. A field left out or null is not known, and keeps what is stored. */
export type ImportedCreatorInput = {
  /** The platform. */
  platform: Platform;
  /** The platform's own id of the account; needed unless `handle` is given. A handle alone finds the account that has it, or stands in for the id. */
  platformAccountId?: InputMaybe<Scalars['String']['input']>;
  /** Handle, with or without `@`. */
  handle?: InputMaybe<Scalars['String']['input']>;
  /** Name as shown to people. */
  displayName?: InputMaybe<Scalars['String']['input']>;
  /** What the creator says of themselves. */
  bio?: InputMaybe<Scalars['String']['input']>;
  /** Country: an ISO 3166-1 alpha-2 code or an English name. */
  country?: InputMaybe<Scalars['String']['input']>;
  /** Topics of the content; added to those that are stored. */
  categories?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Page of the account. */
  url?: InputMaybe<Scalars['String']['input']>;
  /** Whether the platform has verified the account. */
  verified?: InputMaybe<Scalars['Boolean']['input']>;
  /** Followers at `reportedAt`. */
  followers?: InputMaybe<Scalars['Count']['input']>;
  /** Mean views a video, as the source reports it. */
  averageViews?: InputMaybe<Scalars['Count']['input']>;
  /** Mean likes a video, as the source reports it. */
  averageLikes?: InputMaybe<Scalars['Count']['input']>;
  /** Mean comments a video, as the source reports it. */
  averageComments?: InputMaybe<Scalars['Count']['input']>;
  /** Mean shares a video, as the source reports it. */
  averageShares?: InputMaybe<Scalars['Count']['input']>;
  /** When the numbers were true; numbers older than the stored ones are not taken over. */
  reportedAt: Scalars['DateTime']['input'];
};

/** Videos as a platform reports them. */
export type ImportVideosInput = {
  /** Up to 500 items. */
  videos: Array<ImportedVideoInput>;
};

/** A video as a platform reports it. A field left out or null is not known, and keeps what is stored. */
export type ImportedVideoInput = {
  /** The platform. */
  platform: Platform;
  /** The platform's own id of the video. */
  platformVideoId: Scalars['String']['input'];
  /** The platform's own id of the account it belongs to; needed unless `handle` is given. An account not seen before is added, with a creator of its own. */
  platformAccountId?: InputMaybe<Scalars['String']['input']>;
  /** Handle of the account it belongs to. */
  handle?: InputMaybe<Scalars['String']['input']>;
  /** Name of the creator as shown to people, used for an account not seen before. */
  displayName?: InputMaybe<Scalars['String']['input']>;
  /** Caption, in any language. */
  caption?: InputMaybe<Scalars['String']['input']>;
  /** Hashtags; taken from the caption when left out. */
  hashtags?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Page of the video. */
  url?: InputMaybe<Scalars['String']['input']>;
  /** Length in seconds. */
  durationSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** When it went public. */
  postedAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What came of an import of creators. */
export type ImportCreatorsPayload = {
  __typename?: 'ImportCreatorsPayload';
  /** One result per item, in the order sent. */
  results: Array<ImportCreatorResult>;
};

/** What came of one imported creator. */
export type ImportCreatorResult = {
  __typename?: 'ImportCreatorResult';
  /** What was done. */
  outcome: ImportOutcome;
  /** Why it was rejected; null unless REJECTED. */
  message?: Maybe<Scalars['String']['output']>;
  /** Field of the item that is wrong; null unless REJECTED for one field. */
  field?: Maybe<Scalars['String']['output']>;
  /** The creator; null when REJECTED. */
  creator?: Maybe<Creator>;
};

/** What came of an import of videos. */
export type ImportVideosPayload = {
  __typename?: 'ImportVideosPayload';
  /** One result per item, in the order sent. */
  results: Array<ImportVideoResult>;
};

/** What came of one imported video. */
export type ImportVideoResult = {
  __typename?: 'ImportVideoResult';
  /** What was done. */
  outcome: ImportOutcome;
  /** Why it was rejected; null unless REJECTED. */
  message?: Maybe<Scalars['String']['output']>;
  /** Field of the item that is wrong; null unless REJECTED for one field. */
  field?: Maybe<Scalars['String']['output']>;
  /** The video; null when REJECTED. */
  video?: Maybe<Video>;
};

/** What was done with an imported item. */
export type ImportOutcome =
  /** It was not there and has been added. */
  | 'CREATED'
  /** It was there and something changed. */
  | 'UPDATED'
  /** It was there just so. */
  | 'UNCHANGED'
  /** It was not stored; see `message`. */
  | 'REJECTED';

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
  Video: Video;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Creator: { __typename: 'Creator' } & GraphQLRecursivePick<FederationTypes['Creator'], { id: true }>;
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
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Creator: ResolverTypeWrapper<CreatorEntity>;
  CreatorStatus: CreatorStatus;
  CreatorAction: CreatorAction;
  Platform: Platform;
  PlatformAccount: ResolverTypeWrapper<PlatformAccountEntity>;
  CreatorStatistics: ResolverTypeWrapper<CreatorStatistics>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Audience: ResolverTypeWrapper<AudienceEntity>;
  AudienceShare: ResolverTypeWrapper<AudienceShare>;
  Rate: ResolverTypeWrapper<RateEntity>;
  ContentKind: ContentKind;
  Video: ResolverTypeWrapper<VideoEntity>;
  CreatorConnection: ResolverTypeWrapper<CreatorPage>;
  CreatorEdge: ResolverTypeWrapper<Omit<CreatorEdge, 'node'> & { node: ResolversTypes['Creator'] }>;
  VideoConnection: ResolverTypeWrapper<
    Omit<VideoConnection, 'edges' | 'nodes'> & {
      edges: Array<ResolversTypes['VideoEdge']>;
      nodes: Array<ResolversTypes['Video']>;
    }
  >;
  VideoEdge: ResolverTypeWrapper<Omit<VideoEdge, 'node'> & { node: ResolversTypes['Video'] }>;
  CreatorFilter: CreatorFilter;
  CountRange: CountRange;
  RateRange: RateRange;
  CreatorOrder: CreatorOrder;
  RegisterCreatorInput: RegisterCreatorInput;
  PlatformAccountInput: PlatformAccountInput;
  RateInput: RateInput;
  PauseCreatorInput: PauseCreatorInput;
  CreatorIdInput: CreatorIdInput;
  RegisterCreatorPayload: ResolverTypeWrapper<
    Omit<RegisterCreatorPayload, 'creator'> & { creator?: Maybe<ResolversTypes['Creator']> }
  >;
  CreatorPayload: ResolverTypeWrapper<Omit<CreatorPayload, 'creator'> & { creator?: Maybe<ResolversTypes['Creator']> }>;
  ImportCreatorsInput: ImportCreatorsInput;
  ImportedCreatorInput: ImportedCreatorInput;
  ImportVideosInput: ImportVideosInput;
  ImportedVideoInput: ImportedVideoInput;
  ImportCreatorsPayload: ResolverTypeWrapper<
    Omit<ImportCreatorsPayload, 'results'> & { results: Array<ResolversTypes['ImportCreatorResult']> }
  >;
  ImportCreatorResult: ResolverTypeWrapper<
    Omit<ImportCreatorResult, 'creator'> & { creator?: Maybe<ResolversTypes['Creator']> }
  >;
  ImportVideosPayload: ResolverTypeWrapper<
    Omit<ImportVideosPayload, 'results'> & { results: Array<ResolversTypes['ImportVideoResult']> }
  >;
  ImportVideoResult: ResolverTypeWrapper<Omit<ImportVideoResult, 'video'> & { video?: Maybe<ResolversTypes['Video']> }>;
  ImportOutcome: ImportOutcome;
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
  Query: Record<PropertyKey, never>;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  Mutation: Record<PropertyKey, never>;
  Creator: CreatorEntity;
  PlatformAccount: PlatformAccountEntity;
  CreatorStatistics: CreatorStatistics;
  Float: Scalars['Float']['output'];
  Audience: AudienceEntity;
  AudienceShare: AudienceShare;
  Rate: RateEntity;
  Video: VideoEntity;
  CreatorConnection: CreatorPage;
  CreatorEdge: Omit<CreatorEdge, 'node'> & { node: ResolversParentTypes['Creator'] };
  VideoConnection: Omit<VideoConnection, 'edges' | 'nodes'> & {
    edges: Array<ResolversParentTypes['VideoEdge']>;
    nodes: Array<ResolversParentTypes['Video']>;
  };
  VideoEdge: Omit<VideoEdge, 'node'> & { node: ResolversParentTypes['Video'] };
  CreatorFilter: CreatorFilter;
  CountRange: CountRange;
  RateRange: RateRange;
  RegisterCreatorInput: RegisterCreatorInput;
  PlatformAccountInput: PlatformAccountInput;
  RateInput: RateInput;
  PauseCreatorInput: PauseCreatorInput;
  CreatorIdInput: CreatorIdInput;
  RegisterCreatorPayload: Omit<RegisterCreatorPayload, 'creator'> & {
    creator?: Maybe<ResolversParentTypes['Creator']>;
  };
  CreatorPayload: Omit<CreatorPayload, 'creator'> & { creator?: Maybe<ResolversParentTypes['Creator']> };
  ImportCreatorsInput: ImportCreatorsInput;
  ImportedCreatorInput: ImportedCreatorInput;
  ImportVideosInput: ImportVideosInput;
  ImportedVideoInput: ImportedVideoInput;
  ImportCreatorsPayload: Omit<ImportCreatorsPayload, 'results'> & {
    results: Array<ResolversParentTypes['ImportCreatorResult']>;
  };
  ImportCreatorResult: Omit<ImportCreatorResult, 'creator'> & { creator?: Maybe<ResolversParentTypes['Creator']> };
  ImportVideosPayload: Omit<ImportVideosPayload, 'results'> & {
    results: Array<ResolversParentTypes['ImportVideoResult']>;
  };
  ImportVideoResult: Omit<ImportVideoResult, 'video'> & { video?: Maybe<ResolversParentTypes['Video']> };
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
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money'],
> = {
  amountMinor?: Resolver<ResolversTypes['MinorUnits'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type PageInfoResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo'],
> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UserErrorResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError'],
> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type QueryResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query'],
> = {
  creator?: Resolver<Maybe<ResolversTypes['Creator']>, ParentType, ContextType, RequireFields<QueryCreatorArgs, 'id'>>;
  creators?: Resolver<
    Maybe<ResolversTypes['CreatorConnection']>,
    ParentType,
    ContextType,
    RequireFields<QueryCreatorsArgs, 'first' | 'orderBy'>
  >;
  video?: Resolver<Maybe<ResolversTypes['Video']>, ParentType, ContextType, RequireFields<QueryVideoArgs, 'id'>>;
};

export type MutationResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation'],
> = {
  registerCreator?: Resolver<
    ResolversTypes['RegisterCreatorPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationRegisterCreatorArgs, 'input'>
  >;
  pauseCreator?: Resolver<
    ResolversTypes['CreatorPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationPauseCreatorArgs, 'input'>
  >;
  resumeCreator?: Resolver<
    ResolversTypes['CreatorPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationResumeCreatorArgs, 'input'>
  >;
  suspendCreator?: Resolver<
    ResolversTypes['CreatorPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationSuspendCreatorArgs, 'input'>
  >;
  reinstateCreator?: Resolver<
    ResolversTypes['CreatorPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationReinstateCreatorArgs, 'input'>
  >;
  importCreators?: Resolver<
    ResolversTypes['ImportCreatorsPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationImportCreatorsArgs, 'input'>
  >;
  importVideos?: Resolver<
    ResolversTypes['ImportVideosPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationImportVideosArgs, 'input'>
  >;
};

export type CreatorResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['Creator'] = ResolversParentTypes['Creator'],
  FederationReferenceType extends FederationReferenceTypes['Creator'] = FederationReferenceTypes['Creator'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Creator']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  handle?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  bio?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['CountryCode']>, ParentType, ContextType>;
  languages?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  categories?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CreatorStatus'], ParentType, ContextType>;
  pausedUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  availableActions?: Resolver<Array<ResolversTypes['CreatorAction']>, ParentType, ContextType>;
  accounts?: Resolver<Array<ResolversTypes['PlatformAccount']>, ParentType, ContextType>;
  statistics?: Resolver<ResolversTypes['CreatorStatistics'], ParentType, ContextType>;
  audience?: Resolver<Maybe<ResolversTypes['Audience']>, ParentType, ContextType>;
  rateCard?: Resolver<Array<ResolversTypes['Rate']>, ParentType, ContextType>;
  videos?: Resolver<
    ResolversTypes['VideoConnection'],
    ParentType,
    ContextType,
    RequireFields<CreatorVideosArgs, 'first'>
  >;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PlatformAccountResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['PlatformAccount'] = ResolversParentTypes['PlatformAccount'],
> = {
  platform?: Resolver<ResolversTypes['Platform'], ParentType, ContextType>;
  platformAccountId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  handle?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  verified?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  followers?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
};

export type CreatorStatisticsResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['CreatorStatistics'] = ResolversParentTypes['CreatorStatistics'],
> = {
  followers?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  averageViews?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  engagementRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  videoCount?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AudienceResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['Audience'] = ResolversParentTypes['Audience'],
> = {
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  countries?: Resolver<Array<ResolversTypes['AudienceShare']>, ParentType, ContextType>;
  genders?: Resolver<Array<ResolversTypes['AudienceShare']>, ParentType, ContextType>;
  ages?: Resolver<Array<ResolversTypes['AudienceShare']>, ParentType, ContextType>;
};

export type AudienceShareResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['AudienceShare'] = ResolversParentTypes['AudienceShare'],
> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  share?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type RateResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['Rate'] = ResolversParentTypes['Rate'],
> = {
  content?: Resolver<ResolversTypes['ContentKind'], ParentType, ContextType>;
  price?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type VideoResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['Video'] = ResolversParentTypes['Video'],
  FederationReferenceType extends FederationReferenceTypes['Video'] = FederationReferenceTypes['Video'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Video']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  creator?: Resolver<ResolversTypes['Creator'], ParentType, ContextType>;
  platform?: Resolver<ResolversTypes['Platform'], ParentType, ContextType>;
  platformVideoId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  caption?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hashtags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  postedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type CreatorConnectionResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['CreatorConnection'] = ResolversParentTypes['CreatorConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['CreatorEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Creator']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CreatorEdgeResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['CreatorEdge'] = ResolversParentTypes['CreatorEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Creator'], ParentType, ContextType>;
};

export type VideoConnectionResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['VideoConnection'] = ResolversParentTypes['VideoConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['VideoEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Video']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type VideoEdgeResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['VideoEdge'] = ResolversParentTypes['VideoEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Video'], ParentType, ContextType>;
};

export type RegisterCreatorPayloadResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['RegisterCreatorPayload'] = ResolversParentTypes['RegisterCreatorPayload'],
> = {
  creator?: Resolver<Maybe<ResolversTypes['Creator']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreatorPayloadResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['CreatorPayload'] = ResolversParentTypes['CreatorPayload'],
> = {
  creator?: Resolver<Maybe<ResolversTypes['Creator']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ImportCreatorsPayloadResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['ImportCreatorsPayload'] = ResolversParentTypes['ImportCreatorsPayload'],
> = {
  results?: Resolver<Array<ResolversTypes['ImportCreatorResult']>, ParentType, ContextType>;
};

export type ImportCreatorResultResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['ImportCreatorResult'] = ResolversParentTypes['ImportCreatorResult'],
> = {
  outcome?: Resolver<ResolversTypes['ImportOutcome'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  creator?: Resolver<Maybe<ResolversTypes['Creator']>, ParentType, ContextType>;
};

export type ImportVideosPayloadResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['ImportVideosPayload'] = ResolversParentTypes['ImportVideosPayload'],
> = {
  results?: Resolver<Array<ResolversTypes['ImportVideoResult']>, ParentType, ContextType>;
};

export type ImportVideoResultResolvers<
  ContextType = CreatorContext,
  ParentType extends ResolversParentTypes['ImportVideoResult'] = ResolversParentTypes['ImportVideoResult'],
> = {
  outcome?: Resolver<ResolversTypes['ImportOutcome'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  video?: Resolver<Maybe<ResolversTypes['Video']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = CreatorContext> = {
  DateTime?: GraphQLScalarType;
  Count?: GraphQLScalarType;
  CountChange?: GraphQLScalarType;
  MinorUnits?: GraphQLScalarType;
  CountryCode?: GraphQLScalarType;
  CurrencyCode?: GraphQLScalarType;
  Money?: MoneyResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Creator?: CreatorResolvers<ContextType>;
  PlatformAccount?: PlatformAccountResolvers<ContextType>;
  CreatorStatistics?: CreatorStatisticsResolvers<ContextType>;
  Audience?: AudienceResolvers<ContextType>;
  AudienceShare?: AudienceShareResolvers<ContextType>;
  Rate?: RateResolvers<ContextType>;
  Video?: VideoResolvers<ContextType>;
  CreatorConnection?: CreatorConnectionResolvers<ContextType>;
  CreatorEdge?: CreatorEdgeResolvers<ContextType>;
  VideoConnection?: VideoConnectionResolvers<ContextType>;
  VideoEdge?: VideoEdgeResolvers<ContextType>;
  RegisterCreatorPayload?: RegisterCreatorPayloadResolvers<ContextType>;
  CreatorPayload?: CreatorPayloadResolvers<ContextType>;
  ImportCreatorsPayload?: ImportCreatorsPayloadResolvers<ContextType>;
  ImportCreatorResult?: ImportCreatorResultResolvers<ContextType>;
  ImportVideosPayload?: ImportVideosPayloadResolvers<ContextType>;
  ImportVideoResult?: ImportVideoResultResolvers<ContextType>;
};
