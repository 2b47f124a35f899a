import type { EntityManager } from 'typeorm';
import { newId } from '#platform/database/identifiers.js';
import { appendEvents } from '#platform/events/outbox.js';
import { storeRows } from '../storage/bulk-write.js';
import { rowsBy } from '../storage/rows-by.js';
import { CreatorEntity } from './creator.entity.js';
import { creatorChanged } from './creator.events.js';
import { findAccountsOf, findCreatorIdsByAccount, lockAccountIdentity, lockCreators } from './creator.repository.js';
import { deriveFromAccounts } from './creator.statistics.js';
import { PlatformAccountEntity } from './platform-account.entity.js';
import { handleKeyOf, standInId, type AccountReference, type Platform } from './platform-account.js';

/** An account and whose it is. */
export interface BookEntry {
  creator: CreatorEntity;
  account: PlatformAccountEntity;
  /** Whether the account was known by its handle alone, and was given its id just now. */
  identified?: boolean;
}

const key = (platform: Platform, text: string): string => `${platform} ${text}`;
/** A row without its search words, which are not read back. */
const stateOf = (row: object): string => JSON.stringify({ ...row, search: undefined });

/**
 * The accounts that a batch is about, with their creators, while one transaction works on them: read and locked in a
 * fixed number of statements, changed in memory, and written back in a fixed number, only what changed.
 */
export class AccountBook {
  private readonly creators = new Map<string, CreatorEntity>();
  private readonly accounts: PlatformAccountEntity[] = [];
  private readonly byId = new Map<string, PlatformAccountEntity>();
  private readonly byHandle = new Map<string, Set<PlatformAccountEntity>>();
  /** How rows were read; a row that is not in here is new. */
  private readonly before = new Map<object, string>();
  private readonly publishedBefore = new Map<string, string>();

  private constructor(private readonly manager: EntityManager) {}

  /** Opens the book on what some references may mean, and keeps others off it until the transaction ends. */
  static async open(manager: EntityManager, references: readonly AccountReference[]): Promise<AccountBook> {
    const book = new AccountBook(manager);
    await lockAccountIdentity(
      manager,
      references.map((reference) => reference.platform),
    );
    const ids = references.flatMap(({ platform, platformAccountId, handle }) => [
      ...(platformAccountId === null ? [] : [{ platform, key: platformAccountId }]),
      ...(handle === null ? [] : [{ platform, key: standInId(handle) }]),
    ]);
    const handles = references.flatMap(({ platform, handle }) =>
      handle === null ? [] : [{ platform, key: handleKeyOf(handle) }],
    );
    const wanted = await findCreatorIdsByAccount(manager, ids, handles);
    for (const creator of await lockCreators(manager, wanted)) {
      book.creators.set(creator.id, creator);
      book.before.set(creator, stateOf(creator));
      book.publishedBefore.set(creator.id, JSON.stringify(creatorChanged(creator)));
    }
    for (const account of await findAccountsOf(manager, wanted)) {
      book.enter(account);
      book.before.set(account, stateOf(account));
    }
    return book;
  }

  private enter(account: PlatformAccountEntity): void {
    this.accounts.push(account);
    this.byId.set(key(account.platform, account.platformAccountId), account);
    this.enterHandle(account);
  }

  private enterHandle(account: PlatformAccountEntity): void {
    if (account.handleKey === null) return;
    const name = key(account.platform, account.handleKey);
    const present = this.byHandle.get(name);
    if (present) present.add(account);
    else this.byHandle.set(name, new Set([account]));
  }

  private entryOf(account: PlatformAccountEntity | undefined): BookEntry | undefined {
    return account && { account, creator: this.creator(account.creatorId) };
  }

  /** A creator of the book. */
  creator(id: string): CreatorEntity {
    const creator = this.creators.get(id);
    if (!creator) throw new Error(`Creator ${id} is not in the book.`);
    return creator;
  }

  /**
   * The account that a reference means. An id goes before a handle; an account known by its handle alone until now
   * gets its id here. A handle alone means the account that was last said to have it.
   */
  find({ platform, platformAccountId, handle }: AccountReference): BookEntry | undefined {
    if (platformAccountId === null) return this.findByHandle(platform, handle);
    const known = this.byId.get(key(platform, platformAccountId));
    if (known || handle === null) return this.entryOf(known);
    const standIn = this.byId.get(key(platform, standInId(handle)));
    if (!standIn) return undefined;
    this.byId.delete(key(platform, standIn.platformAccountId));
    standIn.platformAccountId = platformAccountId;
    this.byId.set(key(platform, platformAccountId), standIn);
    return { account: standIn, creator: this.creator(standIn.creatorId), identified: true };
  }

  /** The account that was last said to have a handle. */
  findByHandle(platform: Platform, handle: string | null): BookEntry | undefined {
    if (handle === null) return undefined;
    const holders = [...(this.byHandle.get(key(platform, handleKeyOf(handle))) ?? [])];
    const time = (account: PlatformAccountEntity): number => account.describedAt?.getTime() ?? -Infinity;
    holders.sort((a, b) => time(b) - time(a) || (a.id < b.id ? -1 : 1));
    return this.entryOf(holders[0] ?? this.byId.get(key(platform, standInId(handle))));
  }

  /** Gives an account another handle. */
  rename(account: PlatformAccountEntity, handle: string): void {
    if (account.handleKey !== null) this.byHandle.get(key(account.platform, account.handleKey))?.delete(account);
    account.handle = handle;
    account.handleKey = handleKeyOf(handle);
    this.enterHandle(account);
  }

  /** Adds an account with a creator of its own, who is INVITED. @param displayName if known */
  add({ platform, platformAccountId, handle }: AccountReference, displayName: string | null): BookEntry {
    const id = platformAccountId ?? (handle === null ? null : standInId(handle));
    if (id === null) throw new Error('A reference needs an id or a handle.');
    const creator = Object.assign(new CreatorEntity(), {
      id: newId(),
      displayName: displayName ?? handle ?? id,
      isNamed: displayName !== null,
      handle,
      bio: null,
      country: null,
      languages: [],
      categories: [],
      status: 'INVITED',
      pausedUntil: null,
      profileAt: null,
      followers: null,
      reportedAverageViews: null,
      reportedEngagementRate: null,
      reportedAt: null,
      measuredAverageViews: null,
      measuredEngagementRate: null,
      measuredAt: null,
      videoCount: 0,
      createdAt: new Date(),
    } satisfies CreatorEntity);
    const account = Object.assign(new PlatformAccountEntity(), {
      id: newId(),
      creatorId: creator.id,
      position: 0,
      platform,
      platformAccountId: id,
      handle,
      handleKey: handle === null ? null : handleKeyOf(handle),
      url: null,
      verified: null,
      describedAt: null,
      followers: null,
      followersAt: null,
      averageViews: null,
      averageLikes: null,
      averageComments: null,
      averageShares: null,
      averagesAt: null,
    } satisfies PlatformAccountEntity);
    this.creators.set(creator.id, creator);
    this.enter(account);
    return { creator, account };
  }

  /** Writes what changed, and tells the other services where it concerns them. */
  async save(): Promise<void> {
    const isChanged = (row: object): boolean => this.before.get(row) !== stateOf(row);
    const accounts = this.accounts.filter(isChanged);
    const owners = new Set(accounts.map((account) => account.creatorId));
    const creators = [...this.creators.values()].filter((creator) => owners.has(creator.id) || isChanged(creator));
    const accountsOf = rowsBy(this.accounts, (account) => account.creatorId);
    for (const creator of creators) deriveFromAccounts(creator, accountsOf.get(creator.id) ?? []);
    await storeRows(this.manager, CreatorEntity, creators);
    await storeRows(this.manager, PlatformAccountEntity, accounts);
    const changes = creators.map((creator) => creatorChanged(creator));
    await appendEvents(
      this.manager,
      changes.filter((event) => this.publishedBefore.get(event.aggregateId) !== JSON.stringify(event)),
    );
  }
}
