import { createRemoteJWKSet } from 'jose';
import { z } from 'zod';
import { ConfigurationError, secretSetting } from '#platform/configuration/environment.js';
import { reservedRoles, type KnownRoles } from './authentication/token-claims.js';
import { roleRules } from './issuer/default-scopes.js';
import { readSigningKey } from './issuer/signing-key.js';
import type { IdentityOptions } from './server.js';

const claim = (name: string) => z.string().default(name);

/** Settings that say who viewers are. Names of roles and of further claims default to those of the marketplace. */
export const identitySettings = {
  AUTHENTICATION: z.enum(['on', 'off'], 'must be on or off').default('on'),
  ASSERTION_SECRET: secretSetting.optional(),
  JWKS_URL: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' }).optional(),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  JWT_ROLES: z.string().default(Object.keys(roleRules).join(',')),
  JWT_CLAIM_ROLE: claim('role'),
  JWT_CLAIM_SCOPE: claim('scope'),
  JWT_CLAIM_POLICIES: claim('policies'),
  JWT_CLAIM_BRAND_ID: claim('brandId'),
  JWT_CLAIM_BRAND_ROLE: claim('brandRole'),
  JWT_CLAIM_CREATOR_ID: claim('creatorId'),
  ISSUER_KEY_FILE: z.string().optional(),
  ISSUER_SECRET: secretSetting.optional(),
  ISSUER_REVOCATION_FILE: z.string().optional(),
  REVOCATION_URL: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' }).optional(),
};

/** What was read of the settings. */
export type IdentitySettings = z.infer<z.ZodObject<typeof identitySettings>>;

/** Issuer and audience of the built-in issuer's tokens, unless settings say otherwise. */
const builtInName = 'creator-marketplace';

/** What is wrong with the settings together: there is one way to know viewers, and that one whole. Nothing fails open. */
export function identityProblems(read: IdentitySettings): string[] {
  const { AUTHENTICATION, ASSERTION_SECRET, JWKS_URL, ISSUER_KEY_FILE, ISSUER_SECRET, JWT_ISSUER, JWT_AUDIENCE } = read;
  const { REVOCATION_URL } = read;
  if (AUTHENTICATION === 'off') {
    const given = { JWKS_URL, ISSUER_KEY_FILE, ISSUER_SECRET, JWT_ISSUER, JWT_AUDIENCE, REVOCATION_URL };
    return Object.entries(given)
      .filter(([, value]) => value !== undefined)
      .map(([name]) => `Settings AUTHENTICATION=off and ${name} exclude each other: tokens are not looked at.`);
  }
  const problems: string[] = [];
  if (ASSERTION_SECRET === undefined) problems.push('Setting ASSERTION_SECRET is missing.');
  const reserved = listOf(read.JWT_ROLES).filter((role) => reservedRoles.has(role));
  for (const role of reserved) problems.push(`Setting JWT_ROLES is wrong: ${role} is no role that a token may have.`);
  if (JWKS_URL && ISSUER_KEY_FILE)
    problems.push('Settings JWKS_URL and ISSUER_KEY_FILE exclude each other: tokens have one issuer.');
  else if (JWKS_URL) {
    for (const [name, value] of Object.entries({ JWT_ISSUER, JWT_AUDIENCE }))
      if (value === undefined) problems.push(`Setting ${name} is missing: JWKS_URL needs it.`);
  } else if (!ISSUER_KEY_FILE) {
    problems.push(
      'Setting JWKS_URL is missing (or ISSUER_KEY_FILE with ISSUER_SECRET, for the built-in issuer; or AUTHENTICATION=off).',
    );
  } else if (!ISSUER_SECRET) problems.push('Setting ISSUER_SECRET is missing: ISSUER_KEY_FILE needs it.');
  if (REVOCATION_URL && !JWKS_URL)
    problems.push('Setting REVOCATION_URL needs JWKS_URL: the built-in issuer keeps a list of its own.');
  return problems;
}

/**
 * What tokens are checked with.
 * @returns undefined where authentication is off
 * @throws ConfigurationError for a key that cannot be used
 */
export async function readIdentity(read: IdentitySettings): Promise<IdentityOptions | undefined> {
  if (read.AUTHENTICATION === 'off') return undefined;
  const common = {
    issuer: read.JWT_ISSUER ?? builtInName,
    audience: read.JWT_AUDIENCE ?? builtInName,
    claims: {
      role: read.JWT_CLAIM_ROLE,
      scope: read.JWT_CLAIM_SCOPE,
      policies: read.JWT_CLAIM_POLICIES,
      further: {
        brandId: read.JWT_CLAIM_BRAND_ID,
        brandRole: read.JWT_CLAIM_BRAND_ROLE,
        creatorId: read.JWT_CLAIM_CREATOR_ID,
      },
    },
    roles: rolesOf(read.JWT_ROLES),
  };
  if (read.JWKS_URL) {
    const keys = createRemoteJWKSet(new URL(read.JWKS_URL), { timeoutDuration: 5_000 });
    return { ...common, keys, ...(read.REVOCATION_URL && { revocationUrl: read.REVOCATION_URL }) };
  }
  try {
    const key = await readSigningKey(read.ISSUER_KEY_FILE as string);
    const revocationFile = read.ISSUER_REVOCATION_FILE ?? `${read.ISSUER_KEY_FILE}.revoked`;
    return { ...common, keys: key.keys, builtIn: { key, secret: read.ISSUER_SECRET as string, revocationFile } };
  } catch (error) {
    throw new ConfigurationError([`Setting ISSUER_KEY_FILE is wrong: ${(error as Error).message}`]);
  }
}

function rolesOf(setting: string): KnownRoles {
  return setting.trim() === '*' ? 'any' : new Set(listOf(setting));
}

function listOf(setting: string): string[] {
  return setting
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}
