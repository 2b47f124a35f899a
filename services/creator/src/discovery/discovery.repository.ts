import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { Page } from '#platform/paging/connection.js';
import { CreatorEntity } from '../creators/creator.entity.js';
import type { CreatorCriteria } from './creator-criteria.js';
import type { CreatorOrdering } from './creator-order.js';

function matching(manager: EntityManager, criteria: CreatorCriteria): SelectQueryBuilder<CreatorEntity> {
  const query = manager.createQueryBuilder(CreatorEntity, 'creator').setParameters(criteria.parameters);
  for (const condition of criteria.conditions) query.andWhere(condition);
  return query;
}

/** A page of the creators that match, with one row more than the page holds. */
export function pageOfCreators(
  manager: EntityManager,
  criteria: CreatorCriteria,
  ordering: CreatorOrdering,
  page: Page,
): Promise<CreatorEntity[]> {
  const query = matching(manager, criteria);
  if (page.after)
    query.andWhere(`(${ordering.expression}, creator.id) < (cast(:value AS ${ordering.type}), cast(:id AS uuid))`, {
      value: page.after[0] ?? -1,
      id: page.after[1],
    });
  return query
    .orderBy(ordering.expression, 'DESC')
    .addOrderBy('creator.id', 'DESC')
    .limit(page.limit + 1)
    .getMany();
}

/** How many creators match. */
export function countCreators(manager: EntityManager, criteria: CreatorCriteria): Promise<number> {
  return matching(manager, criteria).getCount();
}
