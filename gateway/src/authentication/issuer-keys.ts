import type { GraphQLFormattedError } from 'graphql';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Logger } from 'pino';

/** The issuer's keys cannot be read at present: of a token that is not known nobody can say whether it holds. */
export class KeysUnavailable extends Error {
  /** When another try may do better, in seconds. */
  static readonly retryAfter = 5;

  constructor(cause: unknown) {
    super("the issuer's keys cannot be read", { cause });
    this.name = 'KeysUnavailable';
  }

  toClient(): GraphQLFormattedError {
    return {
      message: 'Tokens cannot be checked at present; try again.',
      extensions: { code: 'SUBGRAPH_UNAVAILABLE', retryAfter: KeysUnavailable.retryAfter },
    };
  }
}

/** Errors of finding a key that are the token's. */
const ofToken = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported, errors.JWSInvalid];

const isOfToken = (error: unknown): boolean => ofToken.some((kind) => error instanceof kind);

/**
 * Keys that tell apart whether a token names none of them, or they cannot be read; of the latter the log has a line. Where
 * they could not be read a moment ago, the issuer is not asked again: tokens with a made-up key would ask it each time. Keys
 * that were read before serve on meanwhile.
 * @param keys those of an issuer; what is read of them is kept in `jwks()`, where there is that
 */
export function readableKeys(
  keys: JWTVerifyGetKey & { jwks?: () => JSONWebKeySet | undefined },
  logger: Logger,
): JWTVerifyGetKey {
  let failure: { error: KeysUnavailable; until: number } | undefined;
  return async (header, token) => {
    if (!failure || failure.until <= performance.now()) {
      try {
        return await keys(header, token);
      } catch (error) {
        if (isOfToken(error)) throw error;
        failure = { error: new KeysUnavailable(error), until: performance.now() + KeysUnavailable.retryAfter * 1000 };
        logger.error({ err: failure.error }, "the issuer's keys cannot be read");
      }
    }
    const { error } = failure;
    const known = keys.jwks?.();
    if (!known) throw error;
    try {
      return await createLocalJWKSet(known)(header, token);
    } catch (reason) {
      throw reason instanceof errors.JWKSNoMatchingKey ? error : reason;
    }
  };
}
