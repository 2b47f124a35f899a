import { badUserInput } from '#platform/errors/graphql-errors.js';
import { isStorableText } from '#platform/errors/user-errors.js';
import type { CreatorFilter } from '#schema/__generated__/creator.js';
import { categoryOf } from '../creators/category.js';
import { creatorOrderings } from './creator-order.js';
import { searchQuery } from './search-text.js';

/** Which creators: conditions in SQL on `creators creator`, with their parameters. */
export interface CreatorCriteria {
  conditions: string[];
  /** Words to find besides, in the text form of a `tsquery`; null for none. */
  words: string | null;
  parameters: Record<string, unknown>;
}

const maxTextLength = 200;
const maxChoices = 300;

/** Bounds of a filter; a creator whose value is unknown (−1 in the expression) matches none. */
function bounds(
  name: string,
  expression: string,
  range: { min?: number | null; max?: number | null } | null | undefined,
  criteria: CreatorCriteria,
): void {
  if (range?.min == null && range?.max == null) return;
  criteria.conditions.push(`${expression} >= :${name}Min`);
  criteria.parameters[`${name}Min`] = Math.max(range.min ?? 0, 0);
  if (range.max == null) return;
  criteria.conditions.push(`${expression} <= :${name}Max`);
  criteria.parameters[`${name}Max`] = range.max;
}

/** An empty list of choices restricts nothing: it is what a form sends in which nothing was chosen. */
function choices(argument: string, given: readonly string[] | null | undefined): readonly string[] | null {
  if (!given?.length) return null;
  if (given.length > maxChoices) throw badUserInput(argument, `may have at most ${maxChoices} entries.`);
  if (!given.every(isStorableText)) throw badUserInput(argument, 'has a NUL character or half a surrogate pair.');
  return given;
}

/**
 * Which creators a filter means, in SQL. Suspended ones are never among them.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function creatorCriteria(filter: CreatorFilter | null | undefined): CreatorCriteria {
  const criteria: CreatorCriteria = { conditions: [`creator.status <> 'SUSPENDED'`], words: null, parameters: {} };
  const text = filter?.text?.trim();
  if (text) {
    if (text.length > maxTextLength) throw badUserInput('filter.text', `may have at most ${maxTextLength} characters.`);
    if (!isStorableText(text)) throw badUserInput('filter.text', 'has a NUL character or half a surrogate pair.');
    criteria.words = searchQuery(text);
    // Punctuation alone is found nowhere.
    if (criteria.words === null) criteria.conditions.push('false');
  }
  const countries = choices('filter.countries', filter?.countries);
  if (countries) {
    criteria.conditions.push(`creator.country = ANY(:countries)`);
    criteria.parameters.countries = countries;
  }
  const categories = choices('filter.categories', filter?.categories);
  if (categories) {
    criteria.conditions.push(`creator.categories && cast(:categories AS text[])`);
    criteria.parameters.categories = categories.map(categoryOf);
  }
  bounds('followers', creatorOrderings.FOLLOWERS.expression, filter?.followers, criteria);
  bounds('engagementRate', creatorOrderings.ENGAGEMENT_RATE.expression, filter?.engagementRate, criteria);
  return criteria;
}
