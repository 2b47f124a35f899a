import type { EntityManager } from 'typeorm';
import { ActivationTokenEntity } from './activation-token.entity.js';
import { activationTokenExpiry, activationTokenHash, newActivationToken } from './activation-token.js';

/** What became of a token that somebody presented. */
export type TokenUse = { outcome: 'USED'; brandId: string } | { outcome: 'UNKNOWN' } | { outcome: 'EXPIRED' };

/** Makes a token for a brand and stores its hash. @returns the token, for the e-mail alone */
export async function issueActivationToken(manager: EntityManager, brandId: string, now: Date): Promise<string> {
  const token = newActivationToken();
  await manager.insert(ActivationTokenEntity, {
    hash: activationTokenHash(token),
    brandId,
    expiresAt: activationTokenExpiry(now),
  });
  return token;
}

/** Uses up a token, and with it every other one of its brand. Of two at once one finds it gone. */
export async function useActivationToken(manager: EntityManager, token: string, now: Date): Promise<TokenUse> {
  const hash = activationTokenHash(token);
  const found = await manager.findOne(ActivationTokenEntity, { where: { hash }, lock: { mode: 'pessimistic_write' } });
  if (!found) return { outcome: 'UNKNOWN' };
  if (found.expiresAt <= now) return { outcome: 'EXPIRED' };
  await manager.delete(ActivationTokenEntity, { brandId: found.brandId });
  return { outcome: 'USED', brandId: found.brandId };
}
