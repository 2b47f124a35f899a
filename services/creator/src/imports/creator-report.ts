import type { ImportedCreatorInput } from '#schema/__generated__/creator.js';
import { categoriesOf, maxCategoryLength } from '../creators/category.js';
import { countryCodeOf } from '../creators/country.js';
import type { CreatorEntity } from '../creators/creator.entity.js';
import type { PlatformAccountEntity } from '../creators/platform-account.entity.js';
import type { AccountReference } from '../creators/platform-account.js';
import { ItemRejection, itemAccount, itemCount, itemText, itemTime, itemUrl } from './item-check.js';

/** What a platform reported of a creator; null is not known. */
export interface CreatorReport {
  account: AccountReference;
  displayName: string | null;
  bio: string | null;
  country: string | null;
  categories: string[];
  url: string | null;
  verified: boolean | null;
  followers: number | null;
  averageViews: number | null;
  averageLikes: number | null;
  averageComments: number | null;
  averageShares: number | null;
  reportedAt: Date;
}

const maxCategories = 50;

function reportedCountry(text: string | null | undefined): string | null {
  const given = itemText('country', text, 100);
  const code = given === null ? null : countryCodeOf(given);
  if (given !== null && code === null)
    throw new ItemRejection(
      `country ${JSON.stringify(given)} is neither an ISO 3166-1 code nor an English name.`,
      'country',
    );
  return code;
}

/** Reads an item of an import. @throws ItemRejection saying what is wrong with it */
export function readCreatorReport(item: ImportedCreatorInput, now: Date): CreatorReport {
  const categories = categoriesOf(
    (item.categories ?? []).flatMap((text) => itemText('categories', text, maxCategoryLength) ?? []),
  );
  if (categories.length > maxCategories)
    throw new ItemRejection(`There may be at most ${maxCategories} categories.`, 'categories');
  return {
    account: itemAccount(item.platform, item),
    displayName: itemText('displayName', item.displayName, 200),
    bio: itemText('bio', item.bio, 5_000),
    country: reportedCountry(item.country),
    categories,
    url: itemUrl(item.url),
    verified: item.verified ?? null,
    followers: itemCount('followers', item.followers),
    averageViews: itemCount('averageViews', item.averageViews),
    averageLikes: itemCount('averageLikes', item.averageLikes),
    averageComments: itemCount('averageComments', item.averageComments),
    averageShares: itemCount('averageShares', item.averageShares),
    reportedAt: itemTime('reportedAt', item.reportedAt, now) ?? now,
  };
}

/**
 * Lays known values over stored ones: a newer report replaces what it knows; one that is as old or older fills in
 * what is not known yet. So the newest report wins in whatever order reports come, of two for one moment the first,
 * and a report that comes again changes nothing.
 * @param storedAt when the stored values were true; null if they have no time
 * @returns when the values that stand now were true
 */
function layOver<Row extends object>(
  row: Row,
  known: { [Field in keyof Row]?: Row[Field] | null },
  storedAt: Date | null,
  reportedAt: Date,
): Date | null {
  const isNewer = storedAt === null || reportedAt > storedAt;
  let knowsAnything = false;
  for (const field of Object.keys(known) as (keyof Row)[]) {
    const value = known[field];
    if (value === null || value === undefined) continue;
    knowsAnything = true;
    if (isNewer || row[field] === null) row[field] = value;
  }
  return isNewer && knowsAnything ? reportedAt : storedAt;
}

/** What of an account and its creator a report can change, as people see it. */
export function visibleState(creator: CreatorEntity, account: PlatformAccountEntity): string {
  const { displayName, bio, country, categories } = creator;
  const { describedAt: _describedAt, followersAt: _followersAt, ...shown } = account;
  return JSON.stringify({ displayName, bio, country, categories, ...shown });
}

/**
 * Applies a report to its account and creator.
 * @param rename gives the account another handle
 */
export function applyCreatorReport(
  report: CreatorReport,
  creator: CreatorEntity,
  account: PlatformAccountEntity,
  rename: (handle: string) => void,
): void {
  const { reportedAt, url, verified, followers, averageViews, averageLikes, averageComments, averageShares } = report;
  const { handle } = report.account;
  const isPrimary = account.position === 0;

  if (isPrimary) {
    const { displayName, bio, country } = report;
    if (!creator.isNamed && displayName !== null) Object.assign(creator, { displayName, isNamed: true });
    creator.profileAt = layOver(creator, { displayName, bio, country }, creator.profileAt, reportedAt);
  }
  const added = report.categories.filter((category) => !creator.categories.includes(category));
  if (added.length) creator.categories = [...creator.categories, ...added];

  const describedBefore = account.describedAt;
  account.describedAt = layOver(account, { url, verified }, describedBefore, reportedAt);
  if (handle !== null && (account.handle === null || describedBefore === null || reportedAt > describedBefore)) {
    if (handle !== account.handle) rename(handle);
    if (describedBefore === null || reportedAt > describedBefore) account.describedAt = reportedAt;
  }
  account.followersAt = layOver(account, { followers }, account.followersAt, reportedAt);
  account.averagesAt = layOver(
    account,
    { averageViews, averageLikes, averageComments, averageShares },
    account.averagesAt,
    reportedAt,
  );
}
