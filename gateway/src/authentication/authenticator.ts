import { hash } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import { errors as joseErrors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { Logger } from 'pino';
import { anonymousViewer, type Viewer } from '#platform/identity/viewer.js';
import { BoundedCache } from '#platform/caching/bounded-cache.js';
import { KeysUnavailable, readableKeys } from './issuer-keys.js';
import type { Revocations, TokenFacts } from './revocations.js';
import { viewerFromClaims, type ClaimNames, type KnownRoles } from './token-claims.js';

/** What tokens are checked against. */
export interface AuthenticatorOptions {
  /** Finds the public key that a token names. */
  keys: JWTVerifyGetKey;
  issuer: string;
  audience: string;
  claims: ClaimNames;
  /** Roles that a token may have. */
  roles: KnownRoles;
  logger: Logger;
  /** Tokens that hold no longer. */
  revocations: Revocations;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** A token that does not hold. It is never treated as no token. */
export class TokenError extends Error {
  constructor(
    reason: string,
    private readonly told = 'The token does not hold: it is malformed, expired, or not meant for this graph.',
  ) {
    super(reason);
    this.name = 'TokenError';
  }

  /** What the client is told: not why, which would help to forge one. */
  toClient(): GraphQLFormattedError {
    return { message: this.told, extensions: { code: 'UNAUTHENTICATED' } };
  }
}

/** Where transports learn who sent a request. */
export type ViewerSource = Pick<Authenticator, 'knownViewer' | 'viewerOf' | 'secondsLeft' | 'isRevoked'>;

/** Where authentication is off: everybody is anonymous, whatever token they send. Nobody looks at it. */
export const everybodyAnonymous: ViewerSource = {
  knownViewer: () => anonymousViewer,
  viewerOf: async () => anonymousViewer,
  secondsLeft: () => Infinity,
  isRevoked: () => false,
};

// Public-key algorithms alone: with a secret one, whoever can check a token could make one.
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** How far clocks may be apart, in seconds. */
const clockTolerance = 5;

/** Longest token, in characters. */
const maxToken = 8_192;

/** Most verified tokens that are kept. */
const keptTokens = 20_000;

/** Turns tokens into viewers. A token that was verified is kept until it expires, with its viewer object. */
export class Authenticator {
  private readonly verified = new BoundedCache<string, Viewer>(keptTokens);
  private readonly facts = new WeakMap<Viewer, TokenFacts>();
  // A client sends the same header over its connection again and again: to compare it costs a tenth of its digest. What
  // is kept here goes with the connection.
  private readonly last = new WeakMap<object, { authorization: string; viewer: Viewer }>();
  private readonly now: () => number;
  private readonly keys: JWTVerifyGetKey;

  constructor(private readonly options: AuthenticatorOptions) {
    this.now = options.now ?? Date.now;
    this.keys = readableKeys(options.keys, options.logger);
  }

  /**
   * The viewer of a request, where that is known without waiting: no header, or a token that was verified before.
   * @param authorization header
   * @param connection that it came over
   */
  knownViewer(authorization: string | undefined, connection: object): Viewer | undefined {
    if (authorization === undefined) return anonymousViewer;
    const last = this.last.get(connection);
    const known = last?.authorization === authorization ? last.viewer : this.keptViewer(authorization);
    if (!known || this.secondsLeft(known) <= 0 || this.isRevoked(known)) return undefined;
    if (known !== last?.viewer) this.last.set(connection, { authorization, viewer: known });
    return known;
  }

  private keptViewer(authorization: string): Viewer | undefined {
    const token = bearerToken(authorization);
    return token === undefined ? undefined : this.verified.get(keyOf(token));
  }

  /**
   * The viewer of a request.
   * @param authorization header, `Bearer <token>`; without one the viewer is anonymous
   * @param requestId for the log
   * @throws TokenError when there is something else in it than a token that holds, KeysUnavailable when that cannot be told
   */
  async viewerOf(authorization: string | undefined, requestId?: string): Promise<Viewer> {
    if (authorization === undefined) return anonymousViewer;
    const token = bearerToken(authorization);
    if (token === undefined)
      throw new TokenError('not a bearer token', 'Send the token as: Authorization: Bearer <token>.');
    if (token.length > maxToken) throw new TokenError('too long');
    const key = keyOf(token);
    const kept = this.verified.get(key);
    if (kept) {
      const revoked = this.isRevoked(kept);
      if (this.secondsLeft(kept) > 0 && !revoked) return kept;
      this.verified.delete(key);
      throw new TokenError(revoked ? 'revoked' : 'expired');
    }
    const viewer = await this.verify(token, requestId);
    if (this.isRevoked(viewer)) throw new TokenError('revoked');
    this.verified.set(key, viewer);
    return viewer;
  }

  /** Seconds until a viewer's token expires; Infinity for a viewer without one. */
  secondsLeft(viewer: Viewer): number {
    return viewer.expiresAt === 0 ? Infinity : viewer.expiresAt - this.now() / 1000;
  }

  /** Whether a viewer's token was revoked, or it cannot be known yet that it was not. */
  isRevoked(viewer: Viewer): boolean {
    const facts = this.facts.get(viewer);
    return facts !== undefined && this.options.revocations.isRevoked(facts);
  }

  private async verify(token: string, requestId: string | undefined): Promise<Viewer> {
    const { issuer, audience, claims, roles, logger } = this.options;
    try {
      const currentDate = new Date(this.now());
      const { payload } = await jwtVerify(token, this.keys, {
        issuer,
        audience,
        algorithms,
        clockTolerance,
        currentDate,
        requiredClaims: ['exp', 'sub'],
      });
      const viewer = viewerFromClaims(payload, claims, roles);
      // The tolerance is for `nbf`; past `exp` nothing may be kept.
      if (this.secondsLeft(viewer) <= 0) throw new Error('expired');
      const { jti, iat = 0 } = payload;
      this.facts.set(viewer, {
        id: typeof jti === 'string' ? jti : undefined,
        subject: viewer.subject,
        issuedAt: iat,
      });
      return viewer;
    } catch (error) {
      if (error instanceof KeysUnavailable) throw error;
      // A good signature under claims that are not understood is a setting that is wrong, here or at the issuer.
      logger[error instanceof joseErrors.JOSEError ? 'debug' : 'warn']({ err: error, requestId }, 'token refused');
      throw new TokenError(error instanceof Error ? error.message : 'unknown');
    }
  }
}

function bearerToken(authorization: string): string | undefined {
  return /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i.exec(authorization)?.[1];
}

/** Tokens are kept under a digest, so that a dump of memory holds fewer of them and keys are short. */
function keyOf(token: string): string {
  return hash('sha256', token, 'base64');
}
