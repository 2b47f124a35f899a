// Generated from the schema by `npm run schema`. Do not edit.
/* eslint-disable */
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { CampaignEntity } from '../../services/campaign/src/campaigns/campaign.entity.js';
import type { InvitationEntity } from '../../services/campaign/src/invitations/invitation.entity.js';
import type { CollaborationEntity } from '../../services/campaign/src/collaborations/collaboration.entity.js';
import type {
  TermsEntity,
  TermsDeliverable as AgreedWork,
} from '../../services/campaign/src/agreements/terms.entity.js';
import type { DeliverableEntity } from '../../services/campaign/src/deliverables/deliverable.entity.js';
import type {
  CampaignPage,
  InvitationPage,
  CollaborationPage,
} from '../../services/campaign/src/paging/counted-connection.js';
import type { CampaignContext } from '../../services/campaign/src/context.js';
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
  /** One campaign by id; null if there is none that the viewer may see: its brand, creators invited to it, analysts and operators do; anyone signed in sees an active campaign that is open to all. */
  campaign?: Maybe<Campaign>;
  /** Campaigns that the viewer may see, the newest first. */
  campaigns?: Maybe<CampaignConnection>;
  /** One collaboration by id; null if there is none that the viewer may see: its two sides and operators do; analysts see it without terms, drafts and reviews. */
  collaboration?: Maybe<Collaboration>;
  /** Collaborations that the viewer is a side of (all of them for operators and, without terms, drafts and reviews, for analysts), the newest first. */
  collaborations?: Maybe<CollaborationConnection>;
};

export type QueryCampaignArgs = {
  id: Scalars['ID']['input'];
};

export type QueryCampaignsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CampaignFilter>;
};

export type QueryCollaborationArgs = {
  id: Scalars['ID']['input'];
};

export type QueryCollaborationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CollaborationFilter>;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Drafts a campaign. By a member of an active brand. */
  createCampaign: CampaignPayload;
  /** Changes a draft; fields left out stay as they are. DRAFT only, by the brand. */
  updateCampaign: CampaignPayload;
  /** DRAFT → ACTIVE, by the brand, which must be active. */
  publishCampaign: CampaignPayload;
  /** ACTIVE → PAUSED, by the brand: no new invitations or applications. */
  pauseCampaign: CampaignPayload;
  /** PAUSED → ACTIVE, by the brand. */
  resumeCampaign: CampaignPayload;
  /** ACTIVE or PAUSED → CLOSED, by the brand; final. Every collaboration must be completed or cancelled first; open invitations are withdrawn. */
  closeCampaign: CampaignPayload;
  /** DRAFT → DISCARDED, by the brand; final. */
  discardCampaign: CampaignPayload;
  /** Invites an active creator to an active campaign. By the brand. */
  inviteCreator: InvitationPayload;
  /** PENDING → ACCEPTED, by the creator: a collaboration begins in NEGOTIATING. */
  acceptInvitation: AcceptInvitationPayload;
  /** PENDING → DECLINED, by the creator. */
  declineInvitation: InvitationPayload;
  /** PENDING → WITHDRAWN, by the brand. */
  withdrawInvitation: InvitationPayload;
  /** Proposes a new version of the terms, accepted by its proposer. NEGOTIATING only, by either side. */
  proposeTerms: CollaborationPayload;
  /** Accepts the newest version of the terms, named by its hash. When both sides have accepted it, the agreement stands: NEGOTIATING → AGREED, and the deliverables are planned. */
  acceptTerms: CollaborationPayload;
  /** Any state but COMPLETED → CANCELLED, by either side; final. */
  cancelCollaboration: CollaborationPayload;
  /** LIVE → COMPLETED, by the brand; final. */
  completeCollaboration: CollaborationPayload;
  /** PLANNED or CHANGES_REQUESTED → SUBMITTED, by the creator. The first draft puts the collaboration in production. */
  submitDeliverable: DeliverablePayload;
  /** SUBMITTED → CHANGES_REQUESTED, by the brand. */
  requestDeliverableChanges: DeliverablePayload;
  /** SUBMITTED → APPROVED, by the brand. */
  approveDeliverable: DeliverablePayload;
  /** SUBMITTED → REJECTED, by the brand; final. */
  rejectDeliverable: DeliverablePayload;
  /** APPROVED → PUBLISHED, by the creator, who names the public video. From now on its numbers count for the campaign. When every deliverable that was not rejected is published, the collaboration goes live. */
  publishDeliverable: DeliverablePayload;
  /** PUBLISHED → VERIFIED, by the brand: the video is as agreed. */
  verifyDeliverable: DeliverablePayload;
  /** Records a collaboration that was agreed elsewhere: it begins LIVE, with one published deliverable per video, linked at `linkedAt`. Sent again, it adds the videos that were missing. By an operator. */
  importCollaboration: CollaborationPayload;
};

export type MutationCreateCampaignArgs = {
  input: CreateCampaignInput;
};

export type MutationUpdateCampaignArgs = {
  input: UpdateCampaignInput;
};

export type MutationPublishCampaignArgs = {
  input: CampaignIdInput;
};

export type MutationPauseCampaignArgs = {
  input: CampaignIdInput;
};

export type MutationResumeCampaignArgs = {
  input: CampaignIdInput;
};

export type MutationCloseCampaignArgs = {
  input: CampaignIdInput;
};

export type MutationDiscardCampaignArgs = {
  input: CampaignIdInput;
};

export type MutationInviteCreatorArgs = {
  input: InviteCreatorInput;
};

export type MutationAcceptInvitationArgs = {
  input: InvitationIdInput;
};

export type MutationDeclineInvitationArgs = {
  input: InvitationIdInput;
};

export type MutationWithdrawInvitationArgs = {
  input: InvitationIdInput;
};

export type MutationProposeTermsArgs = {
  input: ProposeTermsInput;
};

export type MutationAcceptTermsArgs = {
  input: AcceptTermsInput;
};

export type MutationCancelCollaborationArgs = {
  input: CollaborationIdInput;
};

export type MutationCompleteCollaborationArgs = {
  input: CollaborationIdInput;
};

export type MutationSubmitDeliverableArgs = {
  input: SubmitDeliverableInput;
};

export type MutationRequestDeliverableChangesArgs = {
  input: ReviewDeliverableInput;
};

export type MutationApproveDeliverableArgs = {
  input: DeliverableIdInput;
};

export type MutationRejectDeliverableArgs = {
  input: ReviewDeliverableInput;
};

export type MutationPublishDeliverableArgs = {
  input: PublishDeliverableInput;
};

export type MutationVerifyDeliverableArgs = {
  input: DeliverableIdInput;
};

export type MutationImportCollaborationArgs = {
  input: ImportCollaborationInput;
};

export type Brand = {
  __typename?: 'Brand';
  id: Scalars['ID']['output'];
  /** Campaigns of the brand that the viewer may see, the newest first. */
  campaigns?: Maybe<CampaignConnection>;
};

export type BrandCampaignsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Creator = {
  __typename?: 'Creator';
  id: Scalars['ID']['output'];
  /** Collaborations of the creator that the viewer may see, the newest first. */
  collaborations?: Maybe<CollaborationConnection>;
};

export type CreatorCollaborationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Video = {
  __typename?: 'Video';
  id: Scalars['ID']['output'];
};

/** A paid effort of a brand: a brief, a budget, and collaborations with creators. */
export type Campaign = {
  __typename?: 'Campaign';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** Whose campaign it is. */
  brand?: Maybe<Brand>;
  /** Name, as the brand calls it. */
  name: Scalars['String']['output'];
  /** What the campaign is after. */
  objective: CampaignObjective;
  /** What to make. */
  brief: Brief;
  /** What the brand means to spend in all; null while a draft has none, and for viewers who are neither the brand nor operators. */
  budget?: Maybe<Money>;
  /** Who may take part. */
  visibility: CampaignVisibility;
  /** Where the campaign stands. */
  status: CampaignStatus;
  /** Moves that the viewer may make now. */
  availableActions: Array<CampaignAction>;
  /** First day of the campaign; null while a draft has none. */
  startsAt?: Maybe<Scalars['DateTime']['output']>;
  /** End of the campaign; null when open-ended. */
  endsAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was drafted. */
  createdAt: Scalars['DateTime']['output'];
  /** When it was published; null before. */
  publishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Invitations that the viewer may see, the newest first. */
  invitations: InvitationConnection;
  /** Collaborations that the viewer may see, the newest first. */
  collaborations: CollaborationConnection;
};

/** A paid effort of a brand: a brief, a budget, and collaborations with creators. */
export type CampaignInvitationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A paid effort of a brand: a brief, a budget, and collaborations with creators. */
export type CampaignCollaborationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** What a campaign is after. */
export type CampaignObjective =
  /** To be seen. */
  | 'AWARENESS'
  /** To bring visitors. */
  | 'TRAFFIC'
  /** To sell. */
  | 'SALES'
  /** To be liked, discussed and shared. */
  | 'ENGAGEMENT';

/** Who may take part in a campaign. */
export type CampaignVisibility =
  /** Creators that the brand invites. */
  | 'INVITATION_ONLY'
  /** Creators that the brand finds eligible. */
  | 'ELIGIBLE_CREATORS'
  /** Every creator. */
  | 'OPEN';

/** Where a campaign stands. */
export type CampaignStatus =
  /** Being written; seen by the brand alone. */
  | 'DRAFT'
  /** Running. */
  | 'ACTIVE'
  /** Halted: takes no new invitations or applications. */
  | 'PAUSED'
  /** Over; final. */
  | 'CLOSED'
  /** A draft thrown away; final. */
  | 'DISCARDED';

/** A move on a campaign that a viewer may be offered. */
export type CampaignAction =
  /** `updateCampaign` */
  | 'UPDATE'
  /** `publishCampaign` */
  | 'PUBLISH'
  /** `pauseCampaign` */
  | 'PAUSE'
  /** `resumeCampaign` */
  | 'RESUME'
  /** `closeCampaign` */
  | 'CLOSE'
  /** `discardCampaign` */
  | 'DISCARD'
  /** `inviteCreator` */
  | 'INVITE';

/** What to make, and how. */
export type Brief = {
  __typename?: 'Brief';
  /** What the content is about; null while a draft has none. */
  summary?: Maybe<Scalars['String']['output']>;
  /** What to do. */
  dos: Array<Scalars['String']['output']>;
  /** What not to do. */
  donts: Array<Scalars['String']['output']>;
  /** Hashtags to use, lower case, without `#`. */
  hashtags: Array<Scalars['String']['output']>;
  /** Accounts to mention, without `@`. */
  mentions: Array<Scalars['String']['output']>;
};

/** An invitation of a creator to a campaign. */
export type Invitation = {
  __typename?: 'Invitation';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The campaign. */
  campaign: Campaign;
  /** Who is invited. */
  creator?: Maybe<Creator>;
  /** Where the invitation stands. A pending one whose time is over reads as EXPIRED. */
  status: InvitationStatus;
  /** Moves that the viewer may make now. */
  availableActions: Array<InvitationAction>;
  /** What the brand wrote; null if nothing. */
  message?: Maybe<Scalars['String']['output']>;
  /** When it lapses: 72 hours after it was sent, unless the brand chose otherwise. */
  expiresAt: Scalars['DateTime']['output'];
  /** When it was sent. */
  createdAt: Scalars['DateTime']['output'];
  /** When it was answered or withdrawn; null before. */
  answeredAt?: Maybe<Scalars['DateTime']['output']>;
};

/** Where an invitation stands. */
export type InvitationStatus =
  /** Waiting for the creator. */
  | 'PENDING'
  /** The creator said yes. */
  | 'ACCEPTED'
  /** The creator said no. */
  | 'DECLINED'
  /** The brand took it back. */
  | 'WITHDRAWN'
  /** Nobody answered in time. */
  | 'EXPIRED';

/** A move on an invitation that a viewer may be offered. */
export type InvitationAction =
  /** `acceptInvitation` */
  | 'ACCEPT'
  /** `declineInvitation` */
  | 'DECLINE'
  /** `withdrawInvitation` */
  | 'WITHDRAW';

/** A creator's part in a campaign, from the first talk to the finished work. */
export type Collaboration = {
  __typename?: 'Collaboration';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The campaign. */
  campaign: Campaign;
  /** The creator. */
  creator?: Maybe<Creator>;
  /** Where the collaboration stands. */
  status: CollaborationStatus;
  /** Moves that the viewer may make now. */
  availableActions: Array<CollaborationAction>;
  /** Every version of the terms, the newest first; empty before the first proposal, and for viewers who are not a side of it. */
  terms: Array<Terms>;
  /** The version that both sides accepted; null before, and for viewers who are not a side of it. */
  agreement?: Maybe<Terms>;
  /** What is to be made; empty before the agreement. */
  deliverables: Array<Deliverable>;
  /** When it began. */
  createdAt: Scalars['DateTime']['output'];
  /** When the agreement was made; null before. */
  agreedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was completed or cancelled; null before. */
  endedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** Where a collaboration stands. */
export type CollaborationStatus =
  /** The two sides talk about terms. */
  | 'NEGOTIATING'
  /** Both accepted the same version of the terms. */
  | 'AGREED'
  /** The creator is making the deliverables. */
  | 'IN_PRODUCTION'
  /** Every deliverable is public. */
  | 'LIVE'
  /** Done; final. */
  | 'COMPLETED'
  /** Called off; final. */
  | 'CANCELLED';

/** A move on a collaboration that a viewer may be offered. */
export type CollaborationAction =
  /** `proposeTerms` */
  | 'PROPOSE_TERMS'
  /** `acceptTerms`, for the newest version */
  | 'ACCEPT_TERMS'
  /** `cancelCollaboration` */
  | 'CANCEL'
  /** `completeCollaboration` */
  | 'COMPLETE';

/** A side of a collaboration. */
export type Side =
  /** The brand. */
  | 'BRAND'
  /** The creator. */
  | 'CREATOR';

/** One version of the terms; it is never changed once proposed. */
export type Terms = {
  __typename?: 'Terms';
  /** 1 for the first proposal, and so on. */
  version: Scalars['Int']['output'];
  /** SHA-256 of the terms in canonical form (RFC 8785), in hex: what both sides accept. */
  hash: Scalars['String']['output'];
  /** Who proposed it. */
  proposedBy: Side;
  /** When it was proposed. */
  proposedAt: Scalars['DateTime']['output'];
  /** Who has accepted it so far. */
  acceptedBy: Array<Side>;
  /** What the creator is paid. */
  fee: Money;
  /** What is to be made. */
  deliverables: Array<TermsDeliverable>;
  /** How long the brand may use the content, in days; null when not agreed. */
  usageRightsDays?: Maybe<Scalars['Int']['output']>;
  /** How long the creator may not work for competitors, in days; null when not agreed. */
  exclusivityDays?: Maybe<Scalars['Int']['output']>;
  /** Anything else; null if nothing. */
  note?: Maybe<Scalars['String']['output']>;
};

/** A piece of work in the terms. */
export type TermsDeliverable = {
  __typename?: 'TermsDeliverable';
  /** What is made. */
  content: ContentKind;
  /** What it is about. */
  title: Scalars['String']['output'];
  /** When the draft is due; null when not agreed. */
  dueAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A kind of content that can be agreed on. */
export type ContentKind =
  /** A short vertical video. */
  | 'SHORT_VIDEO'
  /** A live stream. */
  | 'LIVE_STREAM'
  /** A photo or a carousel of photos. */
  | 'PHOTO';

/** A piece of work that was agreed on. */
export type Deliverable = {
  __typename?: 'Deliverable';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The collaboration. */
  collaboration: Collaboration;
  /** What is made. */
  content: ContentKind;
  /** What it is about. */
  title: Scalars['String']['output'];
  /** When the draft is due; null when not agreed. */
  dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where the work stands. */
  status: DeliverableStatus;
  /** Moves that the viewer may make now. */
  availableActions: Array<DeliverableAction>;
  /** Where the newest draft can be seen; null before, and for viewers who are not a side of it. */
  draftUrl?: Maybe<Scalars['String']['output']>;
  /** What the brand said of the newest draft; null if nothing, and for viewers who are not a side of it. */
  reviewComment?: Maybe<Scalars['String']['output']>;
  /** The public video; null before it is published. */
  video?: Maybe<Video>;
  /** When the public video was linked; null before. */
  publishedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** Where a deliverable stands. */
export type DeliverableStatus =
  /** Agreed, not made yet. */
  | 'PLANNED'
  /** A draft waits for the brand. */
  | 'SUBMITTED'
  /** The brand wants something else. */
  | 'CHANGES_REQUESTED'
  /** The brand is content with the draft. */
  | 'APPROVED'
  /** The video is public and linked. */
  | 'PUBLISHED'
  /** The brand has checked the public video. */
  | 'VERIFIED'
  /** The brand will not have it; final. */
  | 'REJECTED';

/** A move on a deliverable that a viewer may be offered. */
export type DeliverableAction =
  /** `submitDeliverable` */
  | 'SUBMIT'
  /** `requestDeliverableChanges` */
  | 'REQUEST_CHANGES'
  /** `approveDeliverable` */
  | 'APPROVE'
  /** `rejectDeliverable` */
  | 'REJECT'
  /** `publishDeliverable` */
  | 'PUBLISH'
  /** `verifyDeliverable` */
  | 'VERIFY';

/** A page of campaigns. */
export type CampaignConnection = {
  __typename?: 'CampaignConnection';
  /** Campaigns with their cursors. */
  edges: Array<CampaignEdge>;
  /** The campaigns alone. */
  nodes: Array<Campaign>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** A campaign in a list. */
export type CampaignEdge = {
  __typename?: 'CampaignEdge';
  /** Cursor of this campaign. */
  cursor: Scalars['String']['output'];
  /** The campaign. */
  node: Campaign;
};

/** A page of invitations. */
export type InvitationConnection = {
  __typename?: 'InvitationConnection';
  /** Invitations with their cursors. */
  edges: Array<InvitationEdge>;
  /** The invitations alone. */
  nodes: Array<Invitation>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** An invitation in a list. */
export type InvitationEdge = {
  __typename?: 'InvitationEdge';
  /** Cursor of this invitation. */
  cursor: Scalars['String']['output'];
  /** The invitation. */
  node: Invitation;
};

/** A page of collaborations. */
export type CollaborationConnection = {
  __typename?: 'CollaborationConnection';
  /** Collaborations with their cursors. */
  edges: Array<CollaborationEdge>;
  /** The collaborations alone. */
  nodes: Array<Collaboration>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** A collaboration in a list. */
export type CollaborationEdge = {
  __typename?: 'CollaborationEdge';
  /** Cursor of this collaboration. */
  cursor: Scalars['String']['output'];
  /** The collaboration. */
  node: Collaboration;
};

/** Which campaigns. Parts that are given must all hold. */
export type CampaignFilter = {
  /** Of this brand. */
  brandId?: InputMaybe<Scalars['ID']['input']>;
  /** In any of these states. */
  statuses?: InputMaybe<Array<CampaignStatus>>;
};

/** Which collaborations. Parts that are given must all hold. */
export type CollaborationFilter = {
  /** Of this campaign. */
  campaignId?: InputMaybe<Scalars['ID']['input']>;
  /** With this creator. */
  creatorId?: InputMaybe<Scalars['ID']['input']>;
  /** In any of these states. */
  statuses?: InputMaybe<Array<CollaborationStatus>>;
};

/** A new draft. */
export type CreateCampaignInput = {
  /** Brand it belongs to; the viewer's own if left out. Operators must name it. */
  brandId?: InputMaybe<Scalars['ID']['input']>;
  /** Name, 1 to 200 characters. */
  name: Scalars['String']['input'];
  /** What the campaign is after. */
  objective: CampaignObjective;
  /** What to make. */
  brief?: InputMaybe<BriefInput>;
  /** What the brand means to spend in all; more than 0. */
  budget?: InputMaybe<MoneyInput>;
  /** Who may take part. */
  visibility?: CampaignVisibility;
  /** First day. */
  startsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** End, after `startsAt`. */
  endsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** A key of the client's choosing, at most 200 characters: the same key with the same input gives the same campaign, however often it is sent. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What to make, and how. */
export type BriefInput = {
  /** What the content is about, at most 5,000 characters. */
  summary?: InputMaybe<Scalars['String']['input']>;
  /** What to do, at most 50 lines. */
  dos?: InputMaybe<Array<Scalars['String']['input']>>;
  /** What not to do, at most 50 lines. */
  donts?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Hashtags to use, with or without `#`, at most 50. */
  hashtags?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Accounts to mention, with or without `@`, at most 50. */
  mentions?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** Changes to a draft; fields left out stay as they are. */
export type UpdateCampaignInput = {
  /** Id of the campaign. */
  id: Scalars['ID']['input'];
  /** Name, 1 to 200 characters. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** What the campaign is after. */
  objective?: InputMaybe<CampaignObjective>;
  /** What to make. */
  brief?: InputMaybe<BriefInput>;
  /** What the brand means to spend in all; more than 0. */
  budget?: InputMaybe<MoneyInput>;
  /** Who may take part. */
  visibility?: InputMaybe<CampaignVisibility>;
  /** First day. */
  startsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** End, after `startsAt`. */
  endsAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Names a campaign. */
export type CampaignIdInput = {
  /** Id of the campaign. */
  id: Scalars['ID']['input'];
};

/** Whom to invite to what. */
export type InviteCreatorInput = {
  /** Id of the campaign. */
  campaignId: Scalars['ID']['input'];
  /** Id of the creator. */
  creatorId: Scalars['ID']['input'];
  /** A word to the creator, at most 2,000 characters. */
  message?: InputMaybe<Scalars['String']['input']>;
  /** When the invitation lapses, in the future; 72 hours from now if left out. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** A key of the client's choosing, at most 200 characters: the same key with the same input gives the same invitation, however often it is sent. */
  idempotencyKey: Scalars['String']['input'];
};

/** Names an invitation. */
export type InvitationIdInput = {
  /** Id of the invitation. */
  id: Scalars['ID']['input'];
};

/** A new version of the terms. */
export type ProposeTermsInput = {
  /** Id of the collaboration. */
  collaborationId: Scalars['ID']['input'];
  /** Hash of the version this one answers; null for the first. Another version in between makes it STALE. */
  inReplyTo?: InputMaybe<Scalars['String']['input']>;
  /** What the creator is paid. */
  fee: MoneyInput;
  /** What is to be made, 1 to 50. */
  deliverables: Array<TermsDeliverableInput>;
  /** How long the brand may use the content, in days, 0 to 36,500. */
  usageRightsDays?: InputMaybe<Scalars['Int']['input']>;
  /** How long the creator may not work for competitors, in days, 0 to 3,650. */
  exclusivityDays?: InputMaybe<Scalars['Int']['input']>;
  /** Anything else, at most 5,000 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** A key of the client's choosing, at most 200 characters: the same key with the same input gives the same version, however often it is sent. */
  idempotencyKey: Scalars['String']['input'];
};

/** A piece of work in the terms. */
export type TermsDeliverableInput = {
  /** What is made. */
  content: ContentKind;
  /** What it is about, 1 to 200 characters. */
  title: Scalars['String']['input'];
  /** When the draft is due. */
  dueAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Accepts a version of the terms. */
export type AcceptTermsInput = {
  /** Id of the collaboration. */
  collaborationId: Scalars['ID']['input'];
  /** Hash of the version that is accepted; it must be the newest. */
  hash: Scalars['String']['input'];
};

/** Names a collaboration. */
export type CollaborationIdInput = {
  /** Id of the collaboration. */
  id: Scalars['ID']['input'];
};

/** A draft of a deliverable. */
export type SubmitDeliverableInput = {
  /** Id of the deliverable. */
  id: Scalars['ID']['input'];
  /** Where the draft can be seen, http or https. */
  draftUrl: Scalars['String']['input'];
};

/** What the brand says of a draft. */
export type ReviewDeliverableInput = {
  /** Id of the deliverable. */
  id: Scalars['ID']['input'];
  /** What is wrong, 1 to 5,000 characters. */
  comment: Scalars['String']['input'];
};

/** Names a deliverable. */
export type DeliverableIdInput = {
  /** Id of the deliverable. */
  id: Scalars['ID']['input'];
};

/** Names the public video of a deliverable. */
export type PublishDeliverableInput = {
  /** Id of the deliverable. */
  id: Scalars['ID']['input'];
  /** Id of the video; it must be the creator's own. */
  videoId: Scalars['ID']['input'];
};

/** A collaboration that was agreed elsewhere. */
export type ImportCollaborationInput = {
  /** Id of the campaign, which must be ACTIVE or PAUSED. */
  campaignId: Scalars['ID']['input'];
  /** Id of the creator. */
  creatorId: Scalars['ID']['input'];
  /** Ids of the public videos, 1 to 1,000, all of them the creator's own. */
  videoIds: Array<Scalars['ID']['input']>;
  /** From when on the videos' numbers count for the campaign; now if left out. */
  linkedAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What came of a change to a campaign. */
export type CampaignPayload = {
  __typename?: 'CampaignPayload';
  /** The campaign after the change; null when there are `userErrors`. */
  campaign?: Maybe<Campaign>;
  /** What to put right. */
  userErrors: Array<UserError>;
};

/** What came of a move on an invitation. */
export type InvitationPayload = {
  __typename?: 'InvitationPayload';
  /** The invitation after the move; null when there are `userErrors`. */
  invitation?: Maybe<Invitation>;
  /** What to put right. */
  userErrors: Array<UserError>;
};

/** What came of accepting an invitation. */
export type AcceptInvitationPayload = {
  __typename?: 'AcceptInvitationPayload';
  /** The invitation after the move; null when there are `userErrors`. */
  invitation?: Maybe<Invitation>;
  /** The collaboration that began; null when there are `userErrors`. */
  collaboration?: Maybe<Collaboration>;
  /** What to put right. */
  userErrors: Array<UserError>;
};

/** What came of a change to a collaboration. */
export type CollaborationPayload = {
  __typename?: 'CollaborationPayload';
  /** The collaboration after the change; null when there are `userErrors`. */
  collaboration?: Maybe<Collaboration>;
  /** What to put right. */
  userErrors: Array<UserError>;
};

/** What came of a move on a deliverable. */
export type DeliverablePayload = {
  __typename?: 'DeliverablePayload';
  /** The deliverable after the move; null when there are `userErrors`. */
  deliverable?: Maybe<Deliverable>;
  /** What to put right. */
  userErrors: Array<UserError>;
};

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
  Brand: Brand;
  Creator: Creator;
  Campaign: Campaign;
  Invitation: Invitation;
  Collaboration: Collaboration;
  Deliverable: Deliverable;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Brand: { __typename: 'Brand' } & GraphQLRecursivePick<FederationTypes['Brand'], { id: true }>;
  Creator: { __typename: 'Creator' } & GraphQLRecursivePick<FederationTypes['Creator'], { id: true }>;
  Campaign: { __typename: 'Campaign' } & GraphQLRecursivePick<FederationTypes['Campaign'], { id: true }>;
  Invitation: { __typename: 'Invitation' } & GraphQLRecursivePick<FederationTypes['Invitation'], { id: true }>;
  Collaboration: { __typename: 'Collaboration' } & GraphQLRecursivePick<FederationTypes['Collaboration'], { id: true }>;
  Deliverable: { __typename: 'Deliverable' } & GraphQLRecursivePick<FederationTypes['Deliverable'], { id: true }>;
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
  Brand: ResolverTypeWrapper<Omit<Brand, 'campaigns'> & { campaigns?: Maybe<ResolversTypes['CampaignConnection']> }>;
  Creator: ResolverTypeWrapper<
    Omit<Creator, 'collaborations'> & { collaborations?: Maybe<ResolversTypes['CollaborationConnection']> }
  >;
  Video: ResolverTypeWrapper<Video>;
  Campaign: ResolverTypeWrapper<CampaignEntity>;
  CampaignObjective: CampaignObjective;
  CampaignVisibility: CampaignVisibility;
  CampaignStatus: CampaignStatus;
  CampaignAction: CampaignAction;
  Brief: ResolverTypeWrapper<Brief>;
  Invitation: ResolverTypeWrapper<InvitationEntity>;
  InvitationStatus: InvitationStatus;
  InvitationAction: InvitationAction;
  Collaboration: ResolverTypeWrapper<CollaborationEntity>;
  CollaborationStatus: CollaborationStatus;
  CollaborationAction: CollaborationAction;
  Side: Side;
  Terms: ResolverTypeWrapper<TermsEntity>;
  TermsDeliverable: ResolverTypeWrapper<AgreedWork>;
  ContentKind: ContentKind;
  Deliverable: ResolverTypeWrapper<DeliverableEntity>;
  DeliverableStatus: DeliverableStatus;
  DeliverableAction: DeliverableAction;
  CampaignConnection: ResolverTypeWrapper<CampaignPage>;
  CampaignEdge: ResolverTypeWrapper<Omit<CampaignEdge, 'node'> & { node: ResolversTypes['Campaign'] }>;
  InvitationConnection: ResolverTypeWrapper<InvitationPage>;
  InvitationEdge: ResolverTypeWrapper<Omit<InvitationEdge, 'node'> & { node: ResolversTypes['Invitation'] }>;
  CollaborationConnection: ResolverTypeWrapper<CollaborationPage>;
  CollaborationEdge: ResolverTypeWrapper<Omit<CollaborationEdge, 'node'> & { node: ResolversTypes['Collaboration'] }>;
  CampaignFilter: CampaignFilter;
  CollaborationFilter: CollaborationFilter;
  CreateCampaignInput: CreateCampaignInput;
  BriefInput: BriefInput;
  UpdateCampaignInput: UpdateCampaignInput;
  CampaignIdInput: CampaignIdInput;
  InviteCreatorInput: InviteCreatorInput;
  InvitationIdInput: InvitationIdInput;
  ProposeTermsInput: ProposeTermsInput;
  TermsDeliverableInput: TermsDeliverableInput;
  AcceptTermsInput: AcceptTermsInput;
  CollaborationIdInput: CollaborationIdInput;
  SubmitDeliverableInput: SubmitDeliverableInput;
  ReviewDeliverableInput: ReviewDeliverableInput;
  DeliverableIdInput: DeliverableIdInput;
  PublishDeliverableInput: PublishDeliverableInput;
  ImportCollaborationInput: ImportCollaborationInput;
  CampaignPayload: ResolverTypeWrapper<
    Omit<CampaignPayload, 'campaign'> & { campaign?: Maybe<ResolversTypes['Campaign']> }
  >;
  InvitationPayload: ResolverTypeWrapper<
    Omit<InvitationPayload, 'invitation'> & { invitation?: Maybe<ResolversTypes['Invitation']> }
  >;
  AcceptInvitationPayload: ResolverTypeWrapper<
    Omit<AcceptInvitationPayload, 'invitation' | 'collaboration'> & {
      invitation?: Maybe<ResolversTypes['Invitation']>;
      collaboration?: Maybe<ResolversTypes['Collaboration']>;
    }
  >;
  CollaborationPayload: ResolverTypeWrapper<
    Omit<CollaborationPayload, 'collaboration'> & { collaboration?: Maybe<ResolversTypes['Collaboration']> }
  >;
  DeliverablePayload: ResolverTypeWrapper<
    Omit<DeliverablePayload, 'deliverable'> & { deliverable?: Maybe<ResolversTypes['Deliverable']> }
  >;
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
  Brand:
    | (Omit<Brand, 'campaigns'> & { campaigns?: Maybe<ResolversParentTypes['CampaignConnection']> })
    | FederationReferenceTypes['Brand'];
  Creator:
    | (Omit<Creator, 'collaborations'> & { collaborations?: Maybe<ResolversParentTypes['CollaborationConnection']> })
    | FederationReferenceTypes['Creator'];
  Video: Video;
  Campaign: CampaignEntity;
  Brief: Brief;
  Invitation: InvitationEntity;
  Collaboration: CollaborationEntity;
  Terms: TermsEntity;
  TermsDeliverable: AgreedWork;
  Deliverable: DeliverableEntity;
  CampaignConnection: CampaignPage;
  CampaignEdge: Omit<CampaignEdge, 'node'> & { node: ResolversParentTypes['Campaign'] };
  InvitationConnection: InvitationPage;
  InvitationEdge: Omit<InvitationEdge, 'node'> & { node: ResolversParentTypes['Invitation'] };
  CollaborationConnection: CollaborationPage;
  CollaborationEdge: Omit<CollaborationEdge, 'node'> & { node: ResolversParentTypes['Collaboration'] };
  CampaignFilter: CampaignFilter;
  CollaborationFilter: CollaborationFilter;
  CreateCampaignInput: CreateCampaignInput;
  BriefInput: BriefInput;
  UpdateCampaignInput: UpdateCampaignInput;
  CampaignIdInput: CampaignIdInput;
  InviteCreatorInput: InviteCreatorInput;
  InvitationIdInput: InvitationIdInput;
  ProposeTermsInput: ProposeTermsInput;
  TermsDeliverableInput: TermsDeliverableInput;
  AcceptTermsInput: AcceptTermsInput;
  CollaborationIdInput: CollaborationIdInput;
  SubmitDeliverableInput: SubmitDeliverableInput;
  ReviewDeliverableInput: ReviewDeliverableInput;
  DeliverableIdInput: DeliverableIdInput;
  PublishDeliverableInput: PublishDeliverableInput;
  ImportCollaborationInput: ImportCollaborationInput;
  CampaignPayload: Omit<CampaignPayload, 'campaign'> & { campaign?: Maybe<ResolversParentTypes['Campaign']> };
  InvitationPayload: Omit<InvitationPayload, 'invitation'> & { invitation?: Maybe<ResolversParentTypes['Invitation']> };
  AcceptInvitationPayload: Omit<AcceptInvitationPayload, 'invitation' | 'collaboration'> & {
    invitation?: Maybe<ResolversParentTypes['Invitation']>;
    collaboration?: Maybe<ResolversParentTypes['Collaboration']>;
  };
  CollaborationPayload: Omit<CollaborationPayload, 'collaboration'> & {
    collaboration?: Maybe<ResolversParentTypes['Collaboration']>;
  };
  DeliverablePayload: Omit<DeliverablePayload, 'deliverable'> & {
    deliverable?: Maybe<ResolversParentTypes['Deliverable']>;
  };
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
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money'],
> = {
  amountMinor?: Resolver<ResolversTypes['MinorUnits'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type PageInfoResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo'],
> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UserErrorResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError'],
> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type QueryResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query'],
> = {
  campaign?: Resolver<
    Maybe<ResolversTypes['Campaign']>,
    ParentType,
    ContextType,
    RequireFields<QueryCampaignArgs, 'id'>
  >;
  campaigns?: Resolver<
    Maybe<ResolversTypes['CampaignConnection']>,
    ParentType,
    ContextType,
    RequireFields<QueryCampaignsArgs, 'first'>
  >;
  collaboration?: Resolver<
    Maybe<ResolversTypes['Collaboration']>,
    ParentType,
    ContextType,
    RequireFields<QueryCollaborationArgs, 'id'>
  >;
  collaborations?: Resolver<
    Maybe<ResolversTypes['CollaborationConnection']>,
    ParentType,
    ContextType,
    RequireFields<QueryCollaborationsArgs, 'first'>
  >;
};

export type MutationResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation'],
> = {
  createCampaign?: Resolver<
    ResolversTypes['CampaignPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationCreateCampaignArgs, 'input'>
  >;
  updateCampaign?: Resolver<
    ResolversTypes['CampaignPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationUpdateCampaignArgs, 'input'>
  >;
  publishCampaign?: Resolver<
    ResolversTypes['CampaignPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationPublishCampaignArgs, 'input'>
  >;
  pauseCampaign?: Resolver<
    ResolversTypes['CampaignPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationPauseCampaignArgs, 'input'>
  >;
  resumeCampaign?: Resolver<
    ResolversTypes['CampaignPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationResumeCampaignArgs, 'input'>
  >;
  closeCampaign?: Resolver<
    ResolversTypes['CampaignPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationCloseCampaignArgs, 'input'>
  >;
  discardCampaign?: Resolver<
    ResolversTypes['CampaignPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationDiscardCampaignArgs, 'input'>
  >;
  inviteCreator?: Resolver<
    ResolversTypes['InvitationPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationInviteCreatorArgs, 'input'>
  >;
  acceptInvitation?: Resolver<
    ResolversTypes['AcceptInvitationPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationAcceptInvitationArgs, 'input'>
  >;
  declineInvitation?: Resolver<
    ResolversTypes['InvitationPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationDeclineInvitationArgs, 'input'>
  >;
  withdrawInvitation?: Resolver<
    ResolversTypes['InvitationPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationWithdrawInvitationArgs, 'input'>
  >;
  proposeTerms?: Resolver<
    ResolversTypes['CollaborationPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationProposeTermsArgs, 'input'>
  >;
  acceptTerms?: Resolver<
    ResolversTypes['CollaborationPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationAcceptTermsArgs, 'input'>
  >;
  cancelCollaboration?: Resolver<
    ResolversTypes['CollaborationPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationCancelCollaborationArgs, 'input'>
  >;
  completeCollaboration?: Resolver<
    ResolversTypes['CollaborationPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationCompleteCollaborationArgs, 'input'>
  >;
  submitDeliverable?: Resolver<
    ResolversTypes['DeliverablePayload'],
    ParentType,
    ContextType,
    RequireFields<MutationSubmitDeliverableArgs, 'input'>
  >;
  requestDeliverableChanges?: Resolver<
    ResolversTypes['DeliverablePayload'],
    ParentType,
    ContextType,
    RequireFields<MutationRequestDeliverableChangesArgs, 'input'>
  >;
  approveDeliverable?: Resolver<
    ResolversTypes['DeliverablePayload'],
    ParentType,
    ContextType,
    RequireFields<MutationApproveDeliverableArgs, 'input'>
  >;
  rejectDeliverable?: Resolver<
    ResolversTypes['DeliverablePayload'],
    ParentType,
    ContextType,
    RequireFields<MutationRejectDeliverableArgs, 'input'>
  >;
  publishDeliverable?: Resolver<
    ResolversTypes['DeliverablePayload'],
    ParentType,
    ContextType,
    RequireFields<MutationPublishDeliverableArgs, 'input'>
  >;
  verifyDeliverable?: Resolver<
    ResolversTypes['DeliverablePayload'],
    ParentType,
    ContextType,
    RequireFields<MutationVerifyDeliverableArgs, 'input'>
  >;
  importCollaboration?: Resolver<
    ResolversTypes['CollaborationPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationImportCollaborationArgs, 'input'>
  >;
};

export type BrandResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['Brand'] = ResolversParentTypes['Brand'],
  FederationReferenceType extends FederationReferenceTypes['Brand'] = FederationReferenceTypes['Brand'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Brand']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  campaigns?: Resolver<
    Maybe<ResolversTypes['CampaignConnection']>,
    ParentType,
    ContextType,
    RequireFields<BrandCampaignsArgs, 'first'>
  >;
};

export type CreatorResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['Creator'] = ResolversParentTypes['Creator'],
  FederationReferenceType extends FederationReferenceTypes['Creator'] = FederationReferenceTypes['Creator'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Creator']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  collaborations?: Resolver<
    Maybe<ResolversTypes['CollaborationConnection']>,
    ParentType,
    ContextType,
    RequireFields<CreatorCollaborationsArgs, 'first'>
  >;
};

export type VideoResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['Video'] = ResolversParentTypes['Video'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CampaignResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['Campaign'] = ResolversParentTypes['Campaign'],
  FederationReferenceType extends FederationReferenceTypes['Campaign'] = FederationReferenceTypes['Campaign'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Campaign']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  brand?: Resolver<Maybe<ResolversTypes['Brand']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  objective?: Resolver<ResolversTypes['CampaignObjective'], ParentType, ContextType>;
  brief?: Resolver<ResolversTypes['Brief'], ParentType, ContextType>;
  budget?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['CampaignVisibility'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CampaignStatus'], ParentType, ContextType>;
  availableActions?: Resolver<Array<ResolversTypes['CampaignAction']>, ParentType, ContextType>;
  startsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  publishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  invitations?: Resolver<
    ResolversTypes['InvitationConnection'],
    ParentType,
    ContextType,
    RequireFields<CampaignInvitationsArgs, 'first'>
  >;
  collaborations?: Resolver<
    ResolversTypes['CollaborationConnection'],
    ParentType,
    ContextType,
    RequireFields<CampaignCollaborationsArgs, 'first'>
  >;
};

export type BriefResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['Brief'] = ResolversParentTypes['Brief'],
> = {
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dos?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  donts?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  hashtags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  mentions?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type InvitationResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['Invitation'] = ResolversParentTypes['Invitation'],
  FederationReferenceType extends FederationReferenceTypes['Invitation'] = FederationReferenceTypes['Invitation'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Invitation']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  campaign?: Resolver<ResolversTypes['Campaign'], ParentType, ContextType>;
  creator?: Resolver<Maybe<ResolversTypes['Creator']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['InvitationStatus'], ParentType, ContextType>;
  availableActions?: Resolver<Array<ResolversTypes['InvitationAction']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  answeredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type CollaborationResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['Collaboration'] = ResolversParentTypes['Collaboration'],
  FederationReferenceType extends FederationReferenceTypes['Collaboration'] = FederationReferenceTypes['Collaboration'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Collaboration']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  campaign?: Resolver<ResolversTypes['Campaign'], ParentType, ContextType>;
  creator?: Resolver<Maybe<ResolversTypes['Creator']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CollaborationStatus'], ParentType, ContextType>;
  availableActions?: Resolver<Array<ResolversTypes['CollaborationAction']>, ParentType, ContextType>;
  terms?: Resolver<Array<ResolversTypes['Terms']>, ParentType, ContextType>;
  agreement?: Resolver<Maybe<ResolversTypes['Terms']>, ParentType, ContextType>;
  deliverables?: Resolver<Array<ResolversTypes['Deliverable']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  agreedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type TermsResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['Terms'] = ResolversParentTypes['Terms'],
> = {
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  proposedBy?: Resolver<ResolversTypes['Side'], ParentType, ContextType>;
  proposedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  acceptedBy?: Resolver<Array<ResolversTypes['Side']>, ParentType, ContextType>;
  fee?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  deliverables?: Resolver<Array<ResolversTypes['TermsDeliverable']>, ParentType, ContextType>;
  usageRightsDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  exclusivityDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TermsDeliverableResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['TermsDeliverable'] = ResolversParentTypes['TermsDeliverable'],
> = {
  content?: Resolver<ResolversTypes['ContentKind'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type DeliverableResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['Deliverable'] = ResolversParentTypes['Deliverable'],
  FederationReferenceType extends FederationReferenceTypes['Deliverable'] = FederationReferenceTypes['Deliverable'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Deliverable']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  collaboration?: Resolver<ResolversTypes['Collaboration'], ParentType, ContextType>;
  content?: Resolver<ResolversTypes['ContentKind'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DeliverableStatus'], ParentType, ContextType>;
  availableActions?: Resolver<Array<ResolversTypes['DeliverableAction']>, ParentType, ContextType>;
  draftUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reviewComment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  video?: Resolver<Maybe<ResolversTypes['Video']>, ParentType, ContextType>;
  publishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type CampaignConnectionResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['CampaignConnection'] = ResolversParentTypes['CampaignConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['CampaignEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Campaign']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CampaignEdgeResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['CampaignEdge'] = ResolversParentTypes['CampaignEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Campaign'], ParentType, ContextType>;
};

export type InvitationConnectionResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['InvitationConnection'] = ResolversParentTypes['InvitationConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['InvitationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Invitation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type InvitationEdgeResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['InvitationEdge'] = ResolversParentTypes['InvitationEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Invitation'], ParentType, ContextType>;
};

export type CollaborationConnectionResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['CollaborationConnection'] = ResolversParentTypes['CollaborationConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['CollaborationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Collaboration']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CollaborationEdgeResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['CollaborationEdge'] = ResolversParentTypes['CollaborationEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Collaboration'], ParentType, ContextType>;
};

export type CampaignPayloadResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['CampaignPayload'] = ResolversParentTypes['CampaignPayload'],
> = {
  campaign?: Resolver<Maybe<ResolversTypes['Campaign']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type InvitationPayloadResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['InvitationPayload'] = ResolversParentTypes['InvitationPayload'],
> = {
  invitation?: Resolver<Maybe<ResolversTypes['Invitation']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type AcceptInvitationPayloadResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['AcceptInvitationPayload'] = ResolversParentTypes['AcceptInvitationPayload'],
> = {
  invitation?: Resolver<Maybe<ResolversTypes['Invitation']>, ParentType, ContextType>;
  collaboration?: Resolver<Maybe<ResolversTypes['Collaboration']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CollaborationPayloadResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['CollaborationPayload'] = ResolversParentTypes['CollaborationPayload'],
> = {
  collaboration?: Resolver<Maybe<ResolversTypes['Collaboration']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DeliverablePayloadResolvers<
  ContextType = CampaignContext,
  ParentType extends ResolversParentTypes['DeliverablePayload'] = ResolversParentTypes['DeliverablePayload'],
> = {
  deliverable?: Resolver<Maybe<ResolversTypes['Deliverable']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = CampaignContext> = {
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
  Brand?: BrandResolvers<ContextType>;
  Creator?: CreatorResolvers<ContextType>;
  Video?: VideoResolvers<ContextType>;
  Campaign?: CampaignResolvers<ContextType>;
  Brief?: BriefResolvers<ContextType>;
  Invitation?: InvitationResolvers<ContextType>;
  Collaboration?: CollaborationResolvers<ContextType>;
  Terms?: TermsResolvers<ContextType>;
  TermsDeliverable?: TermsDeliverableResolvers<ContextType>;
  Deliverable?: DeliverableResolvers<ContextType>;
  CampaignConnection?: CampaignConnectionResolvers<ContextType>;
  CampaignEdge?: CampaignEdgeResolvers<ContextType>;
  InvitationConnection?: InvitationConnectionResolvers<ContextType>;
  InvitationEdge?: InvitationEdgeResolvers<ContextType>;
  CollaborationConnection?: CollaborationConnectionResolvers<ContextType>;
  CollaborationEdge?: CollaborationEdgeResolvers<ContextType>;
  CampaignPayload?: CampaignPayloadResolvers<ContextType>;
  InvitationPayload?: InvitationPayloadResolvers<ContextType>;
  AcceptInvitationPayload?: AcceptInvitationPayloadResolvers<ContextType>;
  CollaborationPayload?: CollaborationPayloadResolvers<ContextType>;
  DeliverablePayload?: DeliverablePayloadResolvers<ContextType>;
};
