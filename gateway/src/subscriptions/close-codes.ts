/** How the gateway closes a WebSocket by itself. The protocol's own codes (4400, 4406, 4408, 4409, 4429 …) come beside these. */
export const closeCodes = {
  /** The gateway stops: connect again. */
  goingAway: { code: 1001, reason: 'Going away' },
  /** The token of `connection_init` does not hold: get another one. */
  tokenRefused: { code: 4401, reason: 'Unauthenticated' },
  /** The token has expired: connect again with a new one. */
  tokenExpired: { code: 4401, reason: 'Token expired' },
  /** The client does not read what it asked for: connect again and resume. */
  slowReader: { code: 4413, reason: 'Slow reader' },
  /** A fault of ours. */
  internal: { code: 4500, reason: 'Internal error' },
} as const;

/** A way of closing. */
export interface Close {
  code: number;
  reason: string;
}
