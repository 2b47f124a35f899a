const key = 'explorer:token';

/** What a token says of itself; nothing here is verified, that is the gateway's part. */
export interface TokenReading {
  /** Role claim; null when there is none. */
  role: string | null;
  /** When it expires; null when it does not say. */
  expiresAt: Date | null;
}

/** The token of this browser tab; empty when there is none. It is gone when the tab is closed. */
export function storedToken(): string {
  return sessionStorage.getItem(key) ?? '';
}

/** Keeps the token for this browser tab; an empty one forgets it. */
export function storeToken(token: string): void {
  if (token) sessionStorage.setItem(key, token);
  else sessionStorage.removeItem(key);
}

/** Cleans what was pasted: white space, quotes and a leading `Bearer` go. */
export function cleanToken(pasted: string): string {
  return pasted
    .replace(/["'\s]+/g, ' ')
    .trim()
    .replace(/^(authorization: ?)?bearer /i, '')
    .replaceAll(' ', '');
}

/** Reads the claims of a JWT for display; null when it is none. */
export function readToken(token: string): TokenReading | null {
  const body = token.split('.')[1];
  if (!body) return null;
  try {
    const bytes = Uint8Array.from(atob(body.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
      letter.charCodeAt(0),
    );
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as { role?: unknown; exp?: unknown };
    return {
      role: typeof claims.role === 'string' ? claims.role : null,
      expiresAt: typeof claims.exp === 'number' ? new Date(claims.exp * 1000) : null,
    };
  } catch {
    return null;
  }
}
