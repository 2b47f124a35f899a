/** How the gateway closes a WebSocket by itself. Codes and words are the protocol's where it has any. */
export const closeCodes = {
  /** The gateway stops: connect again. */
  goingAway: { code: 1001, reason: 'Going away' },
  /** The token of `connection_init` does not hold: get another one. */
  tokenRefused: { code: 4401, reason: 'Unauthenticated' },
  /** The issuer's keys cannot be read: connect again with the same token (1013 is IANA's "Try Again Later"). */
  tokensUnchecked: { code: 1013, reason: 'Try again later' },
  /** The token has expired: connect again with a new one. */
  tokenExpired: { code: 4401, reason: 'Token expired' },
  /** The token was revoked, or who it is about may no longer: get another one, if there is one to be had. */
  tokenRevoked: { code: 4401, reason: 'Token revoked' },
  /** The client does not read what it asked for: connect again and resume. */
  slowReader: { code: 4413, reason: 'Slow reader' },
  /** The client sends more messages than it may, pings included: not to be tried again as it is. */
  tooManyMessages: { code: 1008, reason: 'Too many messages' },
  /** An operation's id is longer than it may be. */
  longId: { code: 4400, reason: 'The id of an operation is too long' },
  /** The viewer has as many sockets as one viewer may have. */
  tooManySockets: { code: 4429, reason: 'Too many sockets' },
  /** The client speaks no protocol that is spoken here. */
  noProtocol: { code: 4406, reason: 'Subprotocol not acceptable' },
  /** No `connection_init` came. */
  initTimeout: { code: 4408, reason: 'Connection initialisation timeout' },
  /** A second `connection_init`: another token needs another socket. */
  initTwice: { code: 4429, reason: 'Too many initialisation requests' },
  /** An operation before `connection_ack`. */
  notAcknowledged: { code: 4401, reason: 'Unauthorized' },
  /** What came is no message of a client. */
  noMessage: { code: 4400, reason: 'Invalid message received' },
  /** A fault of ours. */
  internal: { code: 4500, reason: 'Internal error' },
} as const;

/** Longest reason of a close frame, in bytes (RFC 6455, 5.5). */
const longestReason = 123;

/** An operation of this id is under way already. @param id as the client wrote it */
export function idTaken(id: string): Close {
  const reason = `Subscriber for ${id} already exists`;
  return { code: 4409, reason: Buffer.byteLength(reason) > longestReason ? 'Subscriber already exists' : reason };
}

/** A way of closing. */
export interface Close {
  code: number;
  reason: string;
}
