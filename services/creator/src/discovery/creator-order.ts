import { isId } from '#platform/database/identifiers.js';
import { isTimeAndId, type KeysetValue } from '#platform/paging/connection.js';
import type { CreatorEntity } from '../creators/creator.entity.js';

/** An order of a list of creators: the contract's `CreatorOrder`. */
export type CreatorOrder = 'FOLLOWERS' | 'AVERAGE_VIEWS' | 'ENGAGEMENT_RATE' | 'NEWEST';

/** How a list is ordered, the highest first; ties are broken by id. */
export interface CreatorOrdering {
  /** The value in SQL, as the index of this order has it; unknown is −1, and so comes last. */
  expression: string;
  /** Type of the value in SQL. */
  type: string;
  /** The value of a creator, as a cursor carries it. */
  valueOf: (creator: CreatorEntity) => KeysetValue;
  /** Whether a cursor can be one of this order. */
  accepts: (keyset: KeysetValue[]) => boolean;
}

const isNumberAndId = (keyset: KeysetValue[]): boolean =>
  keyset.length === 2 && (keyset[0] === null || (typeof keyset[0] === 'number' && keyset[0] >= 0)) && isId(keyset[1]);
const isCountAndId = (keyset: KeysetValue[]): boolean =>
  isNumberAndId(keyset) && (keyset[0] === null || Number.isSafeInteger(keyset[0]));

/** Mean views as discovery takes them: measured, else reported. */
export const averageViewsOf = (creator: CreatorEntity): number | null =>
  creator.measuredAverageViews ?? creator.reportedAverageViews;
/** Engagement rate as discovery takes it: measured, else reported. */
export const engagementRateOf = (creator: CreatorEntity): number | null =>
  creator.measuredEngagementRate ?? creator.reportedEngagementRate;

/** The orders. Each has an index on its expression and the id. */
export const creatorOrderings: Readonly<Record<CreatorOrder, CreatorOrdering>> = {
  FOLLOWERS: {
    expression: `coalesce(creator.followers, -1)`,
    type: 'bigint',
    valueOf: (creator) => creator.followers,
    accepts: isCountAndId,
  },
  AVERAGE_VIEWS: {
    expression: `coalesce(creator.measured_average_views, creator.reported_average_views, -1)`,
    type: 'bigint',
    valueOf: averageViewsOf,
    accepts: isCountAndId,
  },
  ENGAGEMENT_RATE: {
    expression: `coalesce(creator.measured_engagement_rate, creator.reported_engagement_rate, -1)`,
    type: 'double precision',
    valueOf: engagementRateOf,
    accepts: isNumberAndId,
  },
  NEWEST: {
    expression: `creator.created_at`,
    type: 'timestamptz',
    valueOf: (creator) => creator.createdAt.toISOString(),
    accepts: isTimeAndId,
  },
};
