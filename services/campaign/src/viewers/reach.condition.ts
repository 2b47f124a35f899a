import type { Condition } from '../paging/newest-first.js';
import type { Reach } from './viewer.policy.js';

/** A reach as SQL, over a table with the columns brand_id and creator_id. */
export function withinReach(reach: Reach, alias: string): Condition {
  switch (reach.kind) {
    case 'ALL':
      return { sql: 'true' };
    case 'NONE':
      return { sql: 'false' };
    case 'BRAND':
      return { sql: `${alias}.brand_id = :reachBrandId`, parameters: { reachBrandId: reach.brandId } };
    case 'CREATOR':
      return { sql: `${alias}.creator_id = :reachCreatorId`, parameters: { reachCreatorId: reach.creatorId } };
  }
}
