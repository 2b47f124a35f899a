import { Any, type EntityManager } from 'typeorm';
import { BrandCopyEntity } from './brand-copy.entity.js';
import { CreatorCopyEntity } from './creator-copy.entity.js';

/** Copies of brands, those that are here, in any order. */
export function findBrandCopies(manager: EntityManager, ids: readonly string[]): Promise<BrandCopyEntity[]> {
  return manager.find(BrandCopyEntity, { where: { id: Any([...ids]) } });
}

/** Copies of creators, those that are here, in any order. */
export function findCreatorCopies(manager: EntityManager, ids: readonly string[]): Promise<CreatorCopyEntity[]> {
  return manager.find(CreatorCopyEntity, { where: { id: Any([...ids]) } });
}

/** Keeps copies of brands, the last one of an id. */
export async function keepBrands(manager: EntityManager, copies: readonly BrandCopyEntity[]): Promise<void> {
  const latest = [...new Map(copies.map((copy) => [copy.id, copy])).values()];
  await manager.query(
    `INSERT INTO directory_brands (id, name, status) SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[])
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, status = excluded.status`,
    [latest.map(({ id }) => id), latest.map(({ name }) => name), latest.map(({ status }) => status)],
  );
}

/** Keeps copies of creators, the last one of an id. */
export async function keepCreators(manager: EntityManager, copies: readonly CreatorCopyEntity[]): Promise<void> {
  const latest = [...new Map(copies.map((copy) => [copy.id, copy])).values()];
  await manager.query(
    `INSERT INTO directory_creators (id, status) SELECT * FROM unnest($1::uuid[], $2::text[])
     ON CONFLICT (id) DO UPDATE SET status = excluded.status`,
    [latest.map(({ id }) => id), latest.map(({ status }) => status)],
  );
}
