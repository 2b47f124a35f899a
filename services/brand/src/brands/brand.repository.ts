import { Any, type EntityManager } from 'typeorm';
import type { Page } from '#platform/paging/connection.js';
import { BrandEntity } from './brand.entity.js';

/** Brands by id, those that exist, in any order. */
export function findBrands(manager: EntityManager, ids: readonly string[]): Promise<BrandEntity[]> {
  return manager.find(BrandEntity, { where: { id: Any([...ids]) } });
}

/** A brand by id, locked until the transaction ends: writers of one brand go one after another. */
export function lockBrand(manager: EntityManager, id: string): Promise<BrandEntity | null> {
  return manager.findOne(BrandEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** A page of brands by name, with one row more than the page holds. @param page its keyset is `[sortName, id]` */
export function pageOfBrands(manager: EntityManager, page: Page): Promise<BrandEntity[]> {
  const query = manager.createQueryBuilder(BrandEntity, 'brand');
  if (page.after) query.where('(brand.sort_name, brand.id) > (:name, :id)', { name: page.after[0], id: page.after[1] });
  return query
    .orderBy('brand.sort_name')
    .addOrderBy('brand.id')
    .take(page.limit + 1)
    .getMany();
}

/** How many brands there are. */
export function countBrands(manager: EntityManager): Promise<number> {
  return manager.count(BrandEntity);
}

/** The name of a brand as lists order it: without case and accents, the same on every database. */
export function sortNameOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}
