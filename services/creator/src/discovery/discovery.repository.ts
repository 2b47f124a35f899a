import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { Page } from '#platform/paging/connection.js';
import { CreatorEntity } from '../creators/creator.entity.js';
import type { CreatorCriteria } from './creator-criteria.js';
import type { CreatorOrdering } from './creator-order.js';

/** How many creators, in the order of the list, are looked through for words before the words are looked up. */
const headSize = 10_000;
const hasWords = `creator.search @@ cast(:words AS tsquery)`;

function matching(
  manager: EntityManager,
  conditions: readonly string[],
  criteria: CreatorCriteria,
): SelectQueryBuilder<CreatorEntity> {
  const query = manager
    .createQueryBuilder(CreatorEntity, 'creator')
    .setParameters({ ...criteria.parameters, ...(criteria.words !== null && { words: criteria.words }) });
  for (const condition of conditions) query.andWhere(condition);
  return query;
}

/**
 * A page of the creators that match, with one row more than the page holds.
 *
 * The index of the order serves most lists. Words are another matter: common ones are found soonest by going down the
 * order, rare ones by their own index, and the planner cannot tell which is which (it takes every beginning of a word
 * to match 2 % of the rows). So the head of the order is looked through first; words that do not fill a page from
 * there are rare, and are looked up.
 */
export async function pageOfCreators(
  manager: EntityManager,
  criteria: CreatorCriteria,
  ordering: CreatorOrdering,
  page: Page,
): Promise<CreatorEntity[]> {
  const { expression, type } = ordering;
  const limit = page.limit + 1;
  const conditions = [...criteria.conditions];
  if (page.after)
    conditions.push(`(${expression}, creator.id) < (cast(:afterValue AS ${type}), cast(:afterId AS uuid))`);
  const find = (all: readonly string[]): Promise<CreatorEntity[]> => {
    const query = matching(manager, all, criteria).setParameters({ limit, headSize });
    if (page.after) query.setParameters({ afterValue: page.after[0] ?? -1, afterId: page.after[1] });
    return query.orderBy(expression, 'DESC').addOrderBy('creator.id', 'DESC').limit(limit).getMany();
  };
  if (criteria.words === null) return find(conditions);

  const inHead = await find([
    `creator.id IN (
       SELECT head.id FROM (
         SELECT creator.id, creator.search, ${expression} AS value FROM creators creator WHERE ${conditions.join(' AND ')}
         ORDER BY ${expression} DESC, creator.id DESC LIMIT :headSize
       ) head
       WHERE head.search @@ cast(:words AS tsquery) ORDER BY head.value DESC, head.id DESC LIMIT :limit
     )`,
  ]);
  if (inHead.length === limit) return inHead;
  return find([...conditions, `creator.id = ANY (ARRAY (SELECT creator.id FROM creators creator WHERE ${hasWords}))`]);
}

/** How many creators match. */
export function countCreators(manager: EntityManager, criteria: CreatorCriteria): Promise<number> {
  const conditions = criteria.words === null ? criteria.conditions : [...criteria.conditions, hasWords];
  return matching(manager, conditions, criteria).getCount();
}
