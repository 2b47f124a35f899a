import { createHash, randomBytes } from 'node:crypto';

/** How long a token holds. */
export const activationTokenLifetimeHours = 72;

/** A new token: 256 random bits, base64url (43 characters). It stands in the e-mail and nowhere else. */
export function newActivationToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token: its SHA-256. A token has too many bits to be guessed, so no slow hash is needed. */
export function activationTokenHash(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

/** Until when a token that is sent at `sentAt` holds. */
export function activationTokenExpiry(sentAt: Date): Date {
  return new Date(sentAt.getTime() + activationTokenLifetimeHours * 3_600_000);
}
