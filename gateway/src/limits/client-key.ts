import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import { isAuthenticated, type Viewer } from '#platform/identity/viewer.js';

/**
 * Whose bounds a request counts against: its token's subject; without a token, the address it comes from.
 * @param trustedHops proxies of ours in front of the gateway; each adds the address that it was asked from to
 * `X-Forwarded-For`. With 0 that header is a client's claim and is not read
 */
export function clientKey(viewer: Viewer, request: IncomingMessage, trustedHops = 0): string {
  return isAuthenticated(viewer) ? `viewer ${viewer.subject}` : addressKey(request, trustedHops);
}

/** Whose bounds a request counts against before its viewer is known: the address it comes from. */
export function addressKey(request: IncomingMessage, trustedHops = 0): string {
  return `address ${addressOf(request, trustedHops)}`;
}

function addressOf(request: IncomingMessage, trustedHops: number): string {
  const direct = request.socket.remoteAddress ?? '';
  if (!trustedHops) return network(direct);
  // Node joins repeated headers of this name. Entries further left than our own proxies wrote may be made up.
  const claimed = String(request.headers['x-forwarded-for'] ?? '').split(',');
  return network(claimed.at(-trustedHops)?.trim() || direct);
}

/** An IPv4 address; of an IPv6 address the first 64 bits, for one household has all of the others. */
function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address.slice(0, 60);
  const [head = '', tail] = address.split('%', 1)[0]!.toLowerCase().split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : new Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.join(':')}::/64`;
}
