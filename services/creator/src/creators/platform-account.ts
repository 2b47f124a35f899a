/** A platform: the contract's `Platform`. */
export type Platform = 'TIKTOK' | 'INSTAGRAM' | 'YOUTUBE';

/** How a client names an account: by the platform's id, by handle, or both; at least one of them. */
export interface AccountReference {
  platform: Platform;
  platformAccountId: string | null;
  /** Without `@`. */
  handle: string | null;
}

/** A handle without `@` and blanks around it; null for nothing. */
export function cleanHandle(text: string | null | undefined): string | null {
  const handle = (text ?? '')
    .trim()
    .replace(/^[@＠]\s*/u, '')
    .trim();
  return handle === '' ? null : handle;
}

/** A handle as it is compared: case and width do not matter. */
export function handleKeyOf(handle: string): string {
  return handle.normalize('NFKC').toLowerCase();
}

/** What stands in for the id of an account of which only the handle is known. */
export function standInId(handle: string): string {
  return `@${handleKeyOf(handle)}`;
}

/**
 * How a client names an account. A stand-in id, as the graph itself shows it, is a handle.
 * @returns null if neither an id nor a handle is given
 */
export function accountReference(
  platform: Platform,
  platformAccountId: string | null | undefined,
  handle: string | null | undefined,
): AccountReference | null {
  const id = (platformAccountId ?? '').trim();
  const named = cleanHandle(handle);
  if (id.startsWith('@')) {
    const standIn = cleanHandle(id);
    return standIn === null && named === null ? null : { platform, platformAccountId: null, handle: named ?? standIn };
  }
  return id === '' && named === null ? null : { platform, platformAccountId: id === '' ? null : id, handle: named };
}
