// Generated from the schema by `npm run schema`. Do not edit.
/* eslint-disable */
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { BrandEntity } from '../../services/brand/src/brands/brand.entity.js';
import type { BrandPage } from '../../services/brand/src/brands/brand.service.js';
import type { Viewer as VerifiedViewer } from '../../platform/src/identity/viewer.js';
import type { BrandContext } from '../../services/brand/src/context.js';
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
  /** Who is asking, as the gateway verified it. */
  viewer?: Maybe<Viewer>;
  /** One brand by id; null if there is none. Any signed-in viewer sees its public side. */
  brand?: Maybe<Brand>;
  /** All brands, by name. For operators. */
  brands?: Maybe<BrandConnection>;
};

export type QueryBrandArgs = {
  id: Scalars['ID']['input'];
};

export type QueryBrandsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Registers a brand and sends an activation e-mail. Open to anyone. */
  registerBrand: RegisterBrandPayload;
  /** Uses the token of the activation e-mail. PENDING_ACTIVATION → ACTIVE; a token works once, for 72 hours. */
  activateBrand: BrandPayload;
  /** Stops a brand from starting anything new. ACTIVE → SUSPENDED, by an operator. */
  suspendBrand: BrandPayload;
  /** Lets a suspended brand go on. SUSPENDED → ACTIVE, by an operator. */
  reinstateBrand: BrandPayload;
  /** Links the brand to its advertiser account in TikTok Ads Manager. By an owner of an active brand. */
  linkAdsManagerAccount: BrandPayload;
};

export type MutationRegisterBrandArgs = {
  input: RegisterBrandInput;
};

export type MutationActivateBrandArgs = {
  input: ActivateBrandInput;
};

export type MutationSuspendBrandArgs = {
  input: BrandIdInput;
};

export type MutationReinstateBrandArgs = {
  input: BrandIdInput;
};

export type MutationLinkAdsManagerAccountArgs = {
  input: LinkAdsManagerAccountInput;
};

/** Who is asking. */
export type Viewer = {
  __typename?: 'Viewer';
  /** Subject of the token. */
  subject: Scalars['String']['output'];
  /** What the viewer acts as. */
  role: ViewerRole;
  /** Scopes of the token. */
  scopes: Array<Scalars['String']['output']>;
  /** The brand the viewer belongs to; null for others. */
  brand?: Maybe<Brand>;
  /** The creator the viewer is; null for others. */
  creator?: Maybe<Creator>;
};

/** What a viewer acts as. */
export type ViewerRole =
  /** A member of a brand. */
  | 'BRAND'
  /** A creator. */
  | 'CREATOR'
  /** An analyst: aggregates, no contacts, no money of named parties. */
  | 'ANALYST'
  /** An operator of the marketplace. */
  | 'OPERATOR'
  /** A program with scopes of its own. */
  | 'CLIENT';

export type Creator = {
  __typename?: 'Creator';
  id: Scalars['ID']['output'];
};

/** A company that looks for creators. */
export type Brand = {
  __typename?: 'Brand';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** Account name. */
  name: Scalars['String']['output'];
  /** Industry, such as `Consumer Staples`; null when not given. */
  industry?: Maybe<Scalars['String']['output']>;
  /** Home country; null when not given. */
  country?: Maybe<Scalars['CountryCode']['output']>;
  /** Home page; null when not given. */
  website?: Maybe<Scalars['String']['output']>;
  /** Where the brand stands in the marketplace. */
  status: BrandStatus;
  /** Moves that the viewer may make now. */
  availableActions: Array<BrandAction>;
  /** Contact e-mail; null unless the viewer belongs to the brand or is an operator. */
  email?: Maybe<Scalars['String']['output']>;
  /** Contact phone, E.164; null unless the viewer belongs to the brand or is an operator. */
  phone?: Maybe<Scalars['String']['output']>;
  /** The linked advertiser account; null when there is none, or the viewer neither belongs to the brand nor is an operator. */
  adsManagerAccount?: Maybe<AdsManagerAccount>;
  /** When the brand registered. */
  createdAt: Scalars['DateTime']['output'];
};

/** Where a brand stands in the marketplace. */
export type BrandStatus =
  /** Registered; the activation e-mail has not been answered. */
  | 'PENDING_ACTIVATION'
  /** In good standing. */
  | 'ACTIVE'
  /** Stopped by an operator. */
  | 'SUSPENDED';

/** A move on a brand that a viewer may be offered. */
export type BrandAction =
  /** `activateBrand`, with the token of the e-mail */
  | 'ACTIVATE'
  /** `suspendBrand` */
  | 'SUSPEND'
  /** `reinstateBrand` */
  | 'REINSTATE'
  /** `linkAdsManagerAccount` */
  | 'LINK_ADS_MANAGER_ACCOUNT';

/** An advertiser account in TikTok Ads Manager. */
export type AdsManagerAccount = {
  __typename?: 'AdsManagerAccount';
  /** The platform's id of the advertiser, digits only, a string. */
  advertiserId: Scalars['String']['output'];
  /** When it was linked. */
  linkedAt: Scalars['DateTime']['output'];
};

/** A page of brands. */
export type BrandConnection = {
  __typename?: 'BrandConnection';
  /** Brands with their cursors. */
  edges: Array<BrandEdge>;
  /** The brands alone. */
  nodes: Array<Brand>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** A brand in a list. */
export type BrandEdge = {
  __typename?: 'BrandEdge';
  /** Cursor of this brand. */
  cursor: Scalars['String']['output'];
  /** The brand. */
  node: Brand;
};

/** Who registers as a brand. */
export type RegisterBrandInput = {
  /** Account name, 1 to 100 characters. */
  name: Scalars['String']['input'];
  /** Contact e-mail; the activation e-mail goes there. */
  email: Scalars['String']['input'];
  /** Contact phone, E.164, such as `+84901234567`. */
  phone: Scalars['String']['input'];
  /** Industry, at most 100 characters. */
  industry?: InputMaybe<Scalars['String']['input']>;
  /** Home country. */
  country?: InputMaybe<Scalars['CountryCode']['input']>;
  /** Home page, http or https. */
  website?: InputMaybe<Scalars['String']['input']>;
};

/** The token of an activation e-mail. */
export type ActivateBrandInput = {
  /** The token, as the e-mail has it. */
  token: Scalars['String']['input'];
};

/** Names a brand. */
export type BrandIdInput = {
  /** Id of the brand. */
  id: Scalars['ID']['input'];
};

/** Links a brand to an advertiser account. */
export type LinkAdsManagerAccountInput = {
  /** Id of the brand. */
  id: Scalars['ID']['input'];
  /** The platform's id of the advertiser, 5 to 20 digits. */
  advertiserId: Scalars['String']['input'];
};

/** What came of registering a brand. */
export type RegisterBrandPayload = {
  __typename?: 'RegisterBrandPayload';
  /** The new brand; null when there are `userErrors`. */
  brand?: Maybe<Brand>;
  /** What to put right. */
  userErrors: Array<UserError>;
};

/** What came of a move on a brand. */
export type BrandPayload = {
  __typename?: 'BrandPayload';
  /** The brand after the move; null when there are `userErrors`. */
  brand?: Maybe<Brand>;
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
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Brand: { __typename: 'Brand' } & GraphQLRecursivePick<FederationTypes['Brand'], { id: true }>;
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
  Viewer: ResolverTypeWrapper<VerifiedViewer>;
  ViewerRole: ViewerRole;
  Creator: ResolverTypeWrapper<Creator>;
  Brand: ResolverTypeWrapper<BrandEntity>;
  BrandStatus: BrandStatus;
  BrandAction: BrandAction;
  AdsManagerAccount: ResolverTypeWrapper<AdsManagerAccount>;
  BrandConnection: ResolverTypeWrapper<BrandPage>;
  BrandEdge: ResolverTypeWrapper<Omit<BrandEdge, 'node'> & { node: ResolversTypes['Brand'] }>;
  RegisterBrandInput: RegisterBrandInput;
  ActivateBrandInput: ActivateBrandInput;
  BrandIdInput: BrandIdInput;
  LinkAdsManagerAccountInput: LinkAdsManagerAccountInput;
  RegisterBrandPayload: ResolverTypeWrapper<
    Omit<RegisterBrandPayload, 'brand'> & { brand?: Maybe<ResolversTypes['Brand']> }
  >;
  BrandPayload: ResolverTypeWrapper<Omit<BrandPayload, 'brand'> & { brand?: Maybe<ResolversTypes['Brand']> }>;
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
  Viewer: VerifiedViewer;
  Creator: Creator;
  Brand: BrandEntity;
  AdsManagerAccount: AdsManagerAccount;
  BrandConnection: BrandPage;
  BrandEdge: Omit<BrandEdge, 'node'> & { node: ResolversParentTypes['Brand'] };
  RegisterBrandInput: RegisterBrandInput;
  ActivateBrandInput: ActivateBrandInput;
  BrandIdInput: BrandIdInput;
  LinkAdsManagerAccountInput: LinkAdsManagerAccountInput;
  RegisterBrandPayload: Omit<RegisterBrandPayload, 'brand'> & { brand?: Maybe<ResolversParentTypes['Brand']> };
  BrandPayload: Omit<BrandPayload, 'brand'> & { brand?: Maybe<ResolversParentTypes['Brand']> };
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
  ContextType = BrandContext,
  ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money'],
> = {
  amountMinor?: Resolver<ResolversTypes['MinorUnits'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type PageInfoResolvers<
  ContextType = BrandContext,
  ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo'],
> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UserErrorResolvers<
  ContextType = BrandContext,
  ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError'],
> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type QueryResolvers<
  ContextType = BrandContext,
  ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query'],
> = {
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
  brand?: Resolver<Maybe<ResolversTypes['Brand']>, ParentType, ContextType, RequireFields<QueryBrandArgs, 'id'>>;
  brands?: Resolver<
    Maybe<ResolversTypes['BrandConnection']>,
    ParentType,
    ContextType,
    RequireFields<QueryBrandsArgs, 'first'>
  >;
};

export type MutationResolvers<
  ContextType = BrandContext,
  ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation'],
> = {
  registerBrand?: Resolver<
    ResolversTypes['RegisterBrandPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationRegisterBrandArgs, 'input'>
  >;
  activateBrand?: Resolver<
    ResolversTypes['BrandPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationActivateBrandArgs, 'input'>
  >;
  suspendBrand?: Resolver<
    ResolversTypes['BrandPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationSuspendBrandArgs, 'input'>
  >;
  reinstateBrand?: Resolver<
    ResolversTypes['BrandPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationReinstateBrandArgs, 'input'>
  >;
  linkAdsManagerAccount?: Resolver<
    ResolversTypes['BrandPayload'],
    ParentType,
    ContextType,
    RequireFields<MutationLinkAdsManagerAccountArgs, 'input'>
  >;
};

export type ViewerResolvers<
  ContextType = BrandContext,
  ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer'],
> = {
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['ViewerRole'], ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  brand?: Resolver<Maybe<ResolversTypes['Brand']>, ParentType, ContextType>;
  creator?: Resolver<Maybe<ResolversTypes['Creator']>, ParentType, ContextType>;
};

export type CreatorResolvers<
  ContextType = BrandContext,
  ParentType extends ResolversParentTypes['Creator'] = ResolversParentTypes['Creator'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type BrandResolvers<
  ContextType = BrandContext,
  ParentType extends ResolversParentTypes['Brand'] = ResolversParentTypes['Brand'],
  FederationReferenceType extends FederationReferenceTypes['Brand'] = FederationReferenceTypes['Brand'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Brand']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  industry?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['CountryCode']>, ParentType, ContextType>;
  website?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['BrandStatus'], ParentType, ContextType>;
  availableActions?: Resolver<Array<ResolversTypes['BrandAction']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  adsManagerAccount?: Resolver<Maybe<ResolversTypes['AdsManagerAccount']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type AdsManagerAccountResolvers<
  ContextType = BrandContext,
  ParentType extends ResolversParentTypes['AdsManagerAccount'] = ResolversParentTypes['AdsManagerAccount'],
> = {
  advertiserId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  linkedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type BrandConnectionResolvers<
  ContextType = BrandContext,
  ParentType extends ResolversParentTypes['BrandConnection'] = ResolversParentTypes['BrandConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['BrandEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Brand']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BrandEdgeResolvers<
  ContextType = BrandContext,
  ParentType extends ResolversParentTypes['BrandEdge'] = ResolversParentTypes['BrandEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Brand'], ParentType, ContextType>;
};

export type RegisterBrandPayloadResolvers<
  ContextType = BrandContext,
  ParentType extends ResolversParentTypes['RegisterBrandPayload'] = ResolversParentTypes['RegisterBrandPayload'],
> = {
  brand?: Resolver<Maybe<ResolversTypes['Brand']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type BrandPayloadResolvers<
  ContextType = BrandContext,
  ParentType extends ResolversParentTypes['BrandPayload'] = ResolversParentTypes['BrandPayload'],
> = {
  brand?: Resolver<Maybe<ResolversTypes['Brand']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = BrandContext> = {
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
  Viewer?: ViewerResolvers<ContextType>;
  Creator?: CreatorResolvers<ContextType>;
  Brand?: BrandResolvers<ContextType>;
  AdsManagerAccount?: AdsManagerAccountResolvers<ContextType>;
  BrandConnection?: BrandConnectionResolvers<ContextType>;
  BrandEdge?: BrandEdgeResolvers<ContextType>;
  RegisterBrandPayload?: RegisterBrandPayloadResolvers<ContextType>;
  BrandPayload?: BrandPayloadResolvers<ContextType>;
};
