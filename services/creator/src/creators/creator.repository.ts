import { Any, type EntityManager } from 'typeorm';
import { AudienceEntity } from './audience.entity.js';
import { CreatorEntity } from './creator.entity.js';
import { PlatformAccountEntity } from './platform-account.entity.js';
import type { Platform } from './platform-account.js';
import { RateEntity } from './rate.entity.js';

/** Creators by id, those that exist, in any order. */
export function findCreators(manager: EntityManager, ids: readonly string[]): Promise<CreatorEntity[]> {
  return manager.find(CreatorEntity, { where: { id: Any([...ids]) } });
}

/**
 * Creators by id, locked until the transaction ends. The locks are taken in the order of the ids, so that two who lock
 * several wait for each other and never deadlock.
 */
export function lockCreators(manager: EntityManager, ids: readonly string[]): Promise<CreatorEntity[]> {
  return manager.find(CreatorEntity, {
    where: { id: Any([...ids]) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
}

/** Accounts of creators, the primary one of each first. */
export function findAccountsOf(
  manager: EntityManager,
  creatorIds: readonly string[],
): Promise<PlatformAccountEntity[]> {
  return manager.find(PlatformAccountEntity, {
    where: { creatorId: Any([...creatorIds]) },
    order: { creatorId: 'ASC', position: 'ASC' },
  });
}

/** Audiences of creators, of those that have one. */
export function findAudiencesOf(manager: EntityManager, creatorIds: readonly string[]): Promise<AudienceEntity[]> {
  return manager.find(AudienceEntity, { where: { creatorId: Any([...creatorIds]) } });
}

/** Rate cards of creators. */
export function findRatesOf(manager: EntityManager, creatorIds: readonly string[]): Promise<RateEntity[]> {
  return manager.find(RateEntity, {
    where: { creatorId: Any([...creatorIds]) },
    order: { creatorId: 'ASC', content: 'DESC' },
  });
}

const platformNumbers: Readonly<Record<Platform, number>> = { TIKTOK: 1, INSTAGRAM: 2, YOUTUBE: 3 };
/** Any fixed number: it names the locks under which accounts are told apart. */
const accountLocks = 3_640_117;

/**
 * Waits until nobody else adds accounts on these platforms, until the transaction ends. Whether two reports mean the
 * same account (by id, by handle, by a handle that stands in for an id) cannot be left to a unique index alone; under
 * the lock, looking accounts up and adding them is one step. It is held for the milliseconds of one batch.
 */
export async function lockAccountIdentity(manager: EntityManager, platforms: readonly Platform[]): Promise<void> {
  const numbers = [...new Set(platforms)].map((platform) => platformNumbers[platform]).sort();
  for (const number of numbers)
    await manager.query(`SELECT pg_advisory_xact_lock($1::int, $2::int)`, [accountLocks, number]);
}

/** Ids of the creators whose accounts have one of these ids or handles. */
export async function findCreatorIdsByAccount(
  manager: EntityManager,
  ids: readonly { platform: Platform; key: string }[],
  handles: readonly { platform: Platform; key: string }[],
): Promise<string[]> {
  const columns = (keys: readonly { platform: Platform; key: string }[]): [string[], string[]] => [
    keys.map(({ platform }) => platform),
    keys.map(({ key }) => key),
  ];
  const rows: { creator_id: string }[] = await manager.query(
    `SELECT account.creator_id FROM unnest($1::text[], $2::text[]) AS wanted (platform, id)
       JOIN platform_accounts account ON account.platform = wanted.platform AND account.platform_account_id = wanted.id
     UNION
     SELECT account.creator_id FROM unnest($3::text[], $4::text[]) AS wanted (platform, handle)
       JOIN platform_accounts account ON account.platform = wanted.platform AND account.handle_key = wanted.handle`,
    [...columns(ids), ...columns(handles)],
  );
  return rows.map((row) => row.creator_id);
}
