import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { z } from 'zod';
import type { Revocation, Revocations } from '../authentication/revocations.js';
import { brandRoles, roleRules } from './default-scopes.js';
import { RevocationFile } from './revocation-file.js';
import type { SigningKey } from './signing-key.js';

/** What the built-in issuer is made of. */
export interface IssuerOptions {
  key: SigningKey;
  /** Secret of the client `operator`. */
  secret: string;
  issuer: string;
  audience: string;
  /** Takes what is revoked here, at once. */
  revocations: Revocations;
  /** Where revocations are kept over a restart. */
  revocationFile: string;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** A token, as OAuth 2.0 answers it. */
export interface IssuedToken {
  access_token: string;
  token_type: 'Bearer';
  /** Seconds. */
  expires_in: number;
  scope: string;
}

/** A refusal, with an error code of OAuth 2.0 (RFC 6749, 5.2). */
export class IssuerError extends Error {
  constructor(
    readonly code: 'invalid_request' | 'invalid_client' | 'server_error' | 'unsupported_grant_type' | 'invalid_scope',
    message: string,
  ) {
    super(message);
    this.name = 'IssuerError';
  }
}

const defaultLifetime = 12 * 60 * 60;
const longestLifetime = 90 * 24 * 60 * 60;

const identifier = z.string().trim().min(1).max(200);
const requestSchema = z.object({
  role: z.string().refine((role) => Object.hasOwn(roleRules, role), { error: 'names no role' }),
  subject: identifier.optional(),
  brand_id: identifier.optional(),
  brand_role: z.enum(brandRoles as [string, ...string[]]).optional(),
  creator_id: identifier.optional(),
  scope: z.string().max(2_000).optional(),
  expires_in: z.coerce.number().int().min(1).max(longestLifetime).default(defaultLifetime),
});

/** Issues tokens to the operator for any viewer: for the embedded stack, in place of an OpenID issuer. */
export class Issuer {
  private readonly file: RevocationFile;

  /** @throws Error, one sentence, when the list of revoked tokens cannot be read */
  constructor(private readonly options: IssuerOptions) {
    this.file = new RevocationFile(options.revocationFile);
    options.revocations.add(this.file.read(this.now()));
  }

  /**
   * Revokes a token, as RFC 7009 has it, or all tokens of a subject that were issued up to now. Whoever holds one is
   * cut off at once. A token that does not hold anyway is no error.
   * @param parameters of the request: client_id, client_secret, and token or subject
   * @throws IssuerError
   */
  async revoke(parameters: Readonly<Record<string, unknown>>): Promise<void> {
    this.requireOperator(parameters);
    const revocation = await this.revocationOf(parameters);
    if (!revocation) return;
    this.options.revocations.add([revocation]);
    try {
      await this.file.append(revocation);
    } catch {
      throw new IssuerError(
        'server_error',
        'the revocation is in force, but could not be stored: a restart forgets it',
      );
    }
  }

  private async revocationOf({ token, subject }: Readonly<Record<string, unknown>>): Promise<Revocation | undefined> {
    if (typeof token === 'string' && token) {
      const { jti, exp } = await this.readToken(token);
      return typeof jti === 'string' && exp !== undefined ? { id: jti, until: exp } : undefined;
    }
    const named = identifier.safeParse(subject);
    if (!named.success) throw new IssuerError('invalid_request', 'token or subject is missing');
    const before = this.now();
    return { subject: named.data, before, until: before + longestLifetime };
  }

  /** The claims of a token of ours; none where it is not, or has expired. */
  private async readToken(token: string): Promise<JWTPayload> {
    const { key, issuer } = this.options;
    try {
      const currentDate = new Date(this.now() * 1000);
      return (await jwtVerify(token, key.keys, { issuer, algorithms: ['ES256'], currentDate })).payload;
    } catch {
      return {};
    }
  }

  private now(): number {
    return Math.floor((this.options.now ?? Date.now)() / 1000);
  }

  /**
   * Issues a token.
   * @param parameters of the request: grant_type, client_id, client_secret, role, and by role brand_id with
   * brand_role, or creator_id; scope (separated by spaces), subject and expires_in (seconds) if wanted
   * @throws IssuerError
   */
  async issue(parameters: Readonly<Record<string, unknown>>): Promise<IssuedToken> {
    this.requireOperator(parameters);
    if (parameters.grant_type !== 'client_credentials')
      throw new IssuerError('unsupported_grant_type', 'grant_type must be client_credentials');
    // A form leaves what is not wanted empty.
    const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== '' && value !== null));
    const parsed = requestSchema.safeParse(given);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new IssuerError('invalid_request', `${String(issue?.path[0])}: ${issue?.message}`);
    }
    const { role, subject, brand_id, brand_role, creator_id, scope, expires_in } = parsed.data;
    const claims = { brandId: brand_id, brandRole: brand_role, creatorId: creator_id };
    const rule = roleRules[role] as (typeof roleRules)[string];
    for (const claim of rule.needs) {
      if (claims[claim as keyof typeof claims] === undefined)
        throw new IssuerError('invalid_request', `${snakeCase(claim)} is missing for the role ${role}`);
    }
    const scopes = scope === undefined ? [...rule.scopes] : scope.split(/\s+/).filter(Boolean);
    if (!scopes.every((name) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(name)))
      throw new IssuerError('invalid_scope', 'scope has a character that no scope may have');

    const { key, issuer, audience } = this.options;
    const now = this.now();
    const token = await new SignJWT({ role, scope: scopes.join(' '), ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: key.id, typ: 'JWT' })
      .setSubject(subject ?? brand_id ?? creator_id ?? role.toLowerCase())
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(now)
      .setExpirationTime(now + expires_in)
      // What a token can be revoked by.
      .setJti(randomUUID())
      .sign(key.privateKey);
    return { access_token: token, token_type: 'Bearer', expires_in, scope: scopes.join(' ') };
  }

  private requireOperator({ client_id: id, client_secret: secret }: Readonly<Record<string, unknown>>): void {
    if (!this.isOperator(id, secret)) throw new IssuerError('invalid_client', 'client_id or client_secret is wrong');
  }

  /** Compares digests, which are of one length, in constant time. */
  private isOperator(id: unknown, secret: unknown): boolean {
    const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
    const isSecret = timingSafeEqual(digest(typeof secret === 'string' ? secret : ''), digest(this.options.secret));
    return isSecret && id === 'operator';
  }
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
