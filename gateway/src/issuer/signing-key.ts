import { readFileSync } from 'node:fs';
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  importJWK,
  type CryptoKey,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';

/** The key of the built-in issuer. */
export interface SigningKey {
  id: string;
  privateKey: CryptoKey;
  /** Without its private part, as `/.well-known/jwks.json` shows it. */
  publicJwk: JWK;
  /** Finds the key for tokens of this issuer. */
  keys: JWTVerifyGetKey;
}

/**
 * Reads the private key of the built-in issuer: a JWK for ES256 (EC, P-256), as JSON.
 * @throws Error, one sentence, when the file is missing or holds no such key
 */
export async function readSigningKey(file: string): Promise<SigningKey> {
  let jwk: JWK;
  try {
    jwk = JSON.parse(readFileSync(file, 'utf8')) as JWK;
  } catch (cause) {
    throw new Error(`The issuer's key cannot be read from ${file}.`, { cause });
  }
  const { kty, crv, x, y, d } = jwk;
  if (kty !== 'EC' || crv !== 'P-256' || !x || !y || !d)
    throw new Error(`The issuer's key in ${file} is no private JWK for ES256.`);
  const publicPart = { kty, crv, x, y };
  const id = jwk.kid ?? (await calculateJwkThumbprint(publicPart));
  const publicJwk: JWK = { ...publicPart, kid: id, alg: 'ES256', use: 'sig' };
  return {
    id,
    privateKey: (await importJWK({ ...publicPart, d }, 'ES256')) as CryptoKey,
    publicJwk,
    keys: createLocalJWKSet({ keys: [publicJwk] }),
  };
}
