import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Viewer } from './viewer.js';

/** Header in which a viewer assertion travels. Copies that clients send are dropped at the gateway. */
export const assertionHeader = 'x-viewer-assertion';

/** How long an assertion holds, in seconds. */
export const assertionLifetimeSeconds = 60;

const assertionSchema = z.object({
  aud: z.string(),
  exp: z.number().int(),
  viewer: z.object({
    subject: z.string(),
    role: z.string(),
    scopes: z.array(z.string()),
    policies: z.array(z.string()).optional(),
    claims: z.record(z.string(), z.string()),
    expiresAt: z.number(),
  }),
});

/** An assertion that is missing, altered, expired or meant for another process. */
export class AssertionError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'AssertionError';
  }
}

function signature(body: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(body).digest();
}

/**
 * Signs who the viewer is, for one process and a short time: `base64url(JSON) . base64url(HMAC-SHA-256)`.
 * @param audience name of the process that will read it
 * @param now seconds since 1970
 */
export function mintAssertion(
  viewer: Viewer,
  audience: string,
  secret: string,
  now = Math.floor(Date.now() / 1000),
): string {
  const body = Buffer.from(JSON.stringify({ aud: audience, exp: now + assertionLifetimeSeconds, viewer })).toString(
    'base64url',
  );
  return `${body}.${signature(body, secret).toString('base64url')}`;
}

/**
 * Reads an assertion.
 * @param audience name of the reading process
 * @throws AssertionError if it is missing, malformed, altered, expired or meant for another process
 */
export function verifyAssertion(
  assertion: unknown,
  audience: string,
  secret: string,
  now = Math.floor(Date.now() / 1000),
): Viewer {
  if (typeof assertion !== 'string' || assertion === '') throw new AssertionError('missing');
  const dot = assertion.indexOf('.');
  const body = assertion.slice(0, dot);
  const given = Buffer.from(assertion.slice(dot + 1), 'base64url');
  const expected = signature(body, secret);
  if (dot < 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new AssertionError('altered');
  const parsed = assertionSchema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  if (!parsed.success) throw new AssertionError('malformed');
  if (parsed.data.aud !== audience) throw new AssertionError('meant for another process');
  if (parsed.data.exp <= now) throw new AssertionError('expired');
  return parsed.data.viewer;
}

/** Mints assertions and keeps each for half its life, so that a busy viewer costs one HMAC in half a minute. */
export class AssertionMint {
  private readonly kept = new WeakMap<Viewer, Map<string, { assertion: string; until: number }>>();

  constructor(private readonly secret: string) {}

  /** An assertion of `viewer` for `audience`, good for at least 30 s. Keyed by the viewer object: keep it with its token. */
  assertionFor(viewer: Viewer, audience: string): string {
    const now = Math.floor(Date.now() / 1000);
    const byAudience = this.kept.get(viewer) ?? new Map<string, { assertion: string; until: number }>();
    this.kept.set(viewer, byAudience);
    const present = byAudience.get(audience);
    if (present && present.until > now) return present.assertion;
    const assertion = mintAssertion(viewer, audience, this.secret, now);
    byAudience.set(audience, { assertion, until: now + assertionLifetimeSeconds / 2 });
    return assertion;
  }
}
