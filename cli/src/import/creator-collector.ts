import type { ImportedCreator } from '../sources/target-fields.js';
import type { RowOrigin } from './rejects-file.js';

const NUMBERS = ['followers', 'averageViews', 'averageLikes', 'averageComments', 'averageShares'] as const;
const TEXTS = ['displayName', 'bio', 'country', 'url', 'verified'] as const;
type NumberField = (typeof NUMBERS)[number];

/** An item to send and the first row that it came from. */
export interface Collected<Item> {
  readonly item: Item;
  readonly origin: RowOrigin;
  /** Items of one key must be sent one after the other. */
  readonly key: string;
}

/** What adding a row did. */
export type Added = 'new' | 'merged' | 'contradicts';

interface Account {
  readonly platform: string;
  readonly origin: RowOrigin;
  platformAccountId: string | undefined;
  handle: { value: string; at: string } | undefined;
  readonly texts: Map<string, { value: unknown; at: string }>;
  readonly categories: Set<string>;
  /** Numbers by the moment they were true. */
  readonly reports: Map<string, Map<NumberField, number>>;
  newest: string;
}

/**
 * Folds rows about creators into one item per platform account, so that running an import again changes nothing: of a
 * text the newest report wins, of two at the same moment the first one read; categories add up. Numbers are never moved to
 * another moment: an older report that knows a number which newer ones do not is an item of its own, sent before them.
 */
export class CreatorCollector {
  readonly #accounts = new Map<string, Account>();

  /** Adds what one row says. `contradicts`: it has other numbers for the same moment than an earlier row, which stand. */
  add(creator: ImportedCreator, origin: RowOrigin): Added {
    const key = `${creator.platform} ${creator.platformAccountId ?? `@${creator.handle!.toLowerCase()}`}`;
    const known = this.#accounts.get(key);
    if (!known) {
      const account: Account = {
        platform: creator.platform,
        origin,
        platformAccountId: creator.platformAccountId,
        handle: undefined,
        texts: new Map(),
        categories: new Set(),
        reports: new Map(),
        newest: creator.reportedAt,
      };
      fold(account, creator);
      this.#accounts.set(key, account);
      return 'new';
    }
    return fold(known, creator) ? 'merged' : 'contradicts';
  }

  /** How many accounts there are so far. */
  get size(): number {
    return this.#accounts.size;
  }

  /** The items to send; those of one account in the order of their moments. */
  *items(): Iterable<Collected<ImportedCreator>> {
    this.#joinHandles();
    for (const [key, account] of this.#accounts) {
      for (const item of itemsOf(account)) yield { item, origin: account.origin, key };
    }
  }

  /** Puts accounts of which a source knew only the handle with those of the same handle that have an id. */
  #joinHandles(): void {
    const byHandle = new Map<string, Account>();
    for (const account of this.#accounts.values()) {
      if (account.platformAccountId !== undefined && account.handle) {
        byHandle.set(`${account.platform} @${account.handle.value.toLowerCase()}`, account);
      }
    }
    for (const [key, account] of this.#accounts) {
      const owner = byHandle.get(key);
      if (account.platformAccountId !== undefined || !owner) continue;
      const items = [...itemsOf(account)];
      for (const item of items) fold(owner, item);
      this.#accounts.delete(key);
    }
  }
}

/** Folds a report into an account; false when a number differs from what was reported for the same moment. */
function fold(account: Account, report: ImportedCreator): boolean {
  const at = report.reportedAt;
  if (at > account.newest) account.newest = at;
  if (report.handle !== undefined && (!account.handle || at > account.handle.at))
    account.handle = { value: report.handle, at };
  for (const field of TEXTS) {
    const value = report[field];
    const known = account.texts.get(field);
    if (value !== undefined && (!known || at > known.at)) account.texts.set(field, { value, at });
  }
  for (const category of report.categories ?? []) account.categories.add(category);
  let agrees = true;
  for (const field of NUMBERS) {
    const value = report[field];
    if (value === undefined) continue;
    const numbers = account.reports.get(at) ?? new Map<NumberField, number>();
    account.reports.set(at, numbers);
    if (!numbers.has(field)) numbers.set(field, value);
    else if (numbers.get(field) !== value) agrees = false;
  }
  return agrees;
}

function* itemsOf(account: Account): Iterable<ImportedCreator> {
  const identity = {
    platform: account.platform,
    ...(account.platformAccountId === undefined ? {} : { platformAccountId: account.platformAccountId }),
    ...(account.handle ? { handle: account.handle.value } : {}),
  };
  const covered = new Set<NumberField>();
  const newestFirst = [...account.reports].toSorted(([a], [b]) => (a < b ? 1 : -1));
  const items: ImportedCreator[] = [];
  for (const [reportedAt, numbers] of newestFirst) {
    const news = [...numbers].filter(([field]) => !covered.has(field));
    for (const [field] of news) covered.add(field);
    if (news.length > 0) items.push({ ...identity, ...Object.fromEntries(news), reportedAt });
  }
  const latest = items[0] ?? { ...identity, reportedAt: account.newest };
  items[0] = {
    ...latest,
    ...Object.fromEntries([...account.texts].map(([field, { value }]) => [field, value])),
    ...(account.categories.size > 0 ? { categories: [...account.categories].sort() } : {}),
  };
  yield* items.reverse();
}
