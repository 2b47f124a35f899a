import { InputCheck } from '#platform/errors/user-errors.js';
import type { RateInput, RegisterCreatorInput } from '#schema/__generated__/creator.js';
import { categoriesOf, maxCategoryLength } from './category.js';
import { isCountryCode } from './country.js';
import { accountReference, type AccountReference } from './platform-account.js';
import { isWebAddress, maxAccountIdLength, maxHandleLength, maxUrlLength } from './profile-limits.js';
import type { ContentKind } from './rate.entity.js';

/** What somebody asks for one kind of content. */
export interface RegisteredRate {
  content: ContentKind;
  amountMinor: number;
  currency: string;
}

/** A registration that can be stored. */
export interface CreatorRegistration {
  displayName: string;
  bio: string | null;
  country: string;
  languages: string[];
  categories: string[];
  account: AccountReference;
  url: string | null;
  rates: RegisteredRate[];
}

const maxLanguages = 20;
/** Longest language tag, in characters: BCP 47 knows none, and needs 35. */
const maxLanguageLength = 100;
const currencies = new Set(Intl.supportedValuesOf('currency'));

function languageTag(text: string): string | null {
  if (text.length > maxLanguageLength) return null;
  try {
    return Intl.getCanonicalLocales(text.trim())[0] ?? null;
  } catch {
    return null;
  }
}

function checkRates(check: InputCheck, given: readonly RateInput[]): RegisteredRate[] {
  check.require(
    new Set(given.map((rate) => rate.content)).size === given.length,
    'INVALID',
    'rateCard may name each kind of content once.',
    'rateCard',
  );
  return given.map(({ content, price: { amountMinor, currency } }, n) => {
    check.require(
      amountMinor >= 0,
      'INVALID',
      'amountMinor must not be negative.',
      'rateCard',
      String(n),
      'price',
      'amountMinor',
    );
    check.require(
      currencies.has(currency),
      'INVALID',
      'currency must be an ISO 4217 code.',
      'rateCard',
      String(n),
      'price',
      'currency',
    );
    return { content, amountMinor, currency };
  });
}

function checkAccount(
  check: InputCheck,
  input: RegisterCreatorInput['account'],
): { account: AccountReference | null; url: string | null } {
  const path = (field: string): string[] => ['account', field];
  if (input.platformAccountId != null)
    check.text(input.platformAccountId, { max: maxAccountIdLength }, ...path('platformAccountId'));
  if (input.handle != null) check.text(input.handle, { max: maxHandleLength }, ...path('handle'));
  const url = input.url?.trim() ? check.text(input.url, { max: maxUrlLength }, ...path('url')) : null;
  check.require(url === null || isWebAddress(url), 'INVALID', 'url must be an http or https address.', ...path('url'));
  const account = accountReference(input.platform, input.platformAccountId, input.handle);
  check.require(account !== null, 'REQUIRED', 'platformAccountId or handle is required.', 'account');
  return { account, url };
}

/** Checks a registration. @throws UserProblem with everything that is wrong with it */
export function checkRegistration(input: RegisterCreatorInput): CreatorRegistration {
  const check = new InputCheck();
  const displayName = check.text(input.displayName, { min: 1, max: 100 }, 'displayName');
  const bio = input.bio?.trim() ? check.text(input.bio, { max: 2_000 }, 'bio') : null;
  check.require(isCountryCode(input.country), 'INVALID', 'country must be an ISO 3166-1 alpha-2 code.', 'country');
  const languages = input.languages.map((text, n) => {
    const tag = languageTag(text);
    check.require(
      tag !== null,
      'INVALID',
      'A language must be a BCP 47 tag such as vi or pt-BR.',
      'languages',
      String(n),
    );
    return tag ?? '';
  });
  check.require(
    languages.length <= maxLanguages,
    'INVALID',
    `There may be at most ${maxLanguages} languages.`,
    'languages',
  );
  for (const [n, text] of input.categories.entries())
    check.text(text, { max: maxCategoryLength }, 'categories', String(n));
  const categories = categoriesOf(input.categories);
  check.require(categories.length >= 1, 'REQUIRED', 'At least one category is required.', 'categories');
  check.require(categories.length <= 10, 'INVALID', 'There may be at most 10 categories.', 'categories');
  const { account, url } = checkAccount(check, input.account);
  const rates = checkRates(check, input.rateCard ?? []);
  check.done();
  // `done` has thrown if there was no account.
  return {
    displayName,
    bio,
    country: input.country,
    languages: [...new Set(languages)],
    categories,
    account: account!,
    url,
    rates,
  };
}
