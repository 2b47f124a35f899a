import type { IncomingMessage } from 'node:http';
import { expect, it } from '@jest/globals';
import { anonymousViewer } from '#platform/identity/viewer.js';
import { clientKey } from '../../src/limits/client-key.js';

const from = (remoteAddress: string | undefined, forwarded?: string): IncomingMessage =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

it('is the subject of a token, whatever the address', () => {
  const viewer = { ...anonymousViewer, subject: 'u1', role: 'MEMBER' };
  expect(clientKey(viewer, from('1.2.3.4'))).toBe('viewer u1');
});

it.each([
  ['10.0.0.9', '1.1.1.1', 0, '10.0.0.9'],
  ['10.0.0.9', '6.6.6.6, 1.1.1.1', 1, '1.1.1.1'],
  ['10.0.0.9', '6.6.6.6, 1.1.1.1, 10.0.0.8', 2, '1.1.1.1'],
  ['10.0.0.9', '1.1.1.1', 2, '10.0.0.9'],
  ['10.0.0.9', undefined, 1, '10.0.0.9'],
  ['::ffff:10.0.0.9', undefined, 0, '10.0.0.9'],
  ['2001:db8:0:7::1', undefined, 0, '2001:db8:0:7::/64'],
  ['2001:0db8:0000:0007:aaaa:bbbb:cccc:dddd', undefined, 0, '2001:db8:0:7::/64'],
  ['::1', undefined, 0, '0:0:0:0::/64'],
  ['fe80::1%eth0', undefined, 0, 'fe80:0:0:0::/64'],
])('without a token is the address: %s, X-Forwarded-For %s behind %d proxies', (remote, forwarded, hops, address) => {
  expect(clientKey(anonymousViewer, from(remote, forwarded), hops)).toBe(`address ${address}`);
});
