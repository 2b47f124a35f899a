/** How the gateway closes a WebSocket by itself. The protocol's own codes (4400, 4406, 4408, 4409, 4429 …) come beside these. */
export const closeCodes = {
  /** The gateway stops: connect again. */
  goingAway: { code: 1001, reason: 'Going away' },
  /** The token of `connection_init` does not hold: get another one. */
  tokenRefused: { code: 4401, reason: 'Unauthenticated' },
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
  /** A fault of ours. */
  internal: { code: 4500, reason: 'Internal error' },
} as const;

/** A way of closing. */
export interface Close {
  code: number;
  reason: string;
}
