import { isStorableText } from '#platform/errors/user-errors.js';
import { accountReference, type AccountReference, type Platform } from '../creators/platform-account.js';
import { isWebAddress, maxAccountIdLength, maxHandleLength, maxUrlLength } from '../creators/profile-limits.js';

/** Why an item of an import is not stored. */
export class ItemRejection extends Error {
  /** @param field of the item; null when the whole of it is meant */
  constructor(
    message: string,
    readonly field: string | null,
  ) {
    super(message);
    this.name = 'ItemRejection';
  }
}

/** Earliest moment that anything on a platform can bear: the oldest of them opened in 2005. */
const earliest = Date.UTC(2005, 0, 1);
/** How far a source's clock may be ahead, in ms. */
const clockTolerance = 24 * 3_600_000;

/** Text of an item: trimmed; blank counts as not known. @throws ItemRejection */
export function itemText(field: string, value: string | null | undefined, maxLength: number): string | null {
  const text = (value ?? '').trim();
  if (text === '') return null;
  if (!isStorableText(text)) throw new ItemRejection(`${field} has a NUL character or half a surrogate pair.`, field);
  if ([...text].length > maxLength) throw new ItemRejection(`${field} has more than ${maxLength} characters.`, field);
  return text;
}

/** A whole number of an item, from 0 on; null for not known. @throws ItemRejection */
export function itemCount(
  field: string,
  value: number | null | undefined,
  max = Number.MAX_SAFE_INTEGER,
): number | null {
  if (value == null) return null;
  if (!Number.isSafeInteger(value) || value < 0 || value > max)
    throw new ItemRejection(`${field} must be a whole number from 0 to ${max}.`, field);
  return value;
}

/** A moment that can have been. @throws ItemRejection */
export function itemTime(field: string, value: Date | null | undefined, now: Date): Date | null {
  if (value == null) return null;
  if (value.getTime() < earliest || value.getTime() > now.getTime() + clockTolerance)
    throw new ItemRejection(`${field} must lie between 2005 and now.`, field);
  return value;
}

/** Address of a page. @throws ItemRejection */
export function itemUrl(value: string | null | undefined): string | null {
  const url = itemText('url', value, maxUrlLength);
  if (url !== null && !isWebAddress(url)) throw new ItemRejection('url must be an http or https address.', 'url');
  return url;
}

/** The account that an item names. @throws ItemRejection if it names none */
export function itemAccount(
  platform: Platform,
  item: { platformAccountId?: string | null; handle?: string | null },
): AccountReference {
  const id = itemText('platformAccountId', item.platformAccountId, maxAccountIdLength);
  const handle = itemText('handle', item.handle, maxHandleLength);
  const reference = accountReference(platform, id, handle);
  if (!reference) throw new ItemRejection('platformAccountId or handle is required.', null);
  return reference;
}

/** A checked item, or why it was rejected. */
export type Checked<Item> = { item: Item } | { rejection: ItemRejection };

/** Checks an item by itself, so that a bad one leaves the others alone. */
export function checked<Item>(check: () => Item): Checked<Item> {
  try {
    return { item: check() };
  } catch (error) {
    if (error instanceof ItemRejection) return { rejection: error };
    throw error;
  }
}
