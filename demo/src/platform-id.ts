import type { PlatformName } from './records.js';

/**
 * A platform's id in the form that TikTok gives them: 19 digits, the upper 32 bits the second it was made in. It does
 * not fit a JavaScript number.
 * @param made when the object was made, between 2008 and 2038 (outside it is no longer 19 digits)
 * @param noise any number, of which 12 bits are used
 * @param n number of the object: below 2^20 it keeps the ids apart
 */
export function platformId(made: Date, noise: number, n: number): string {
  const seconds = BigInt(Math.floor(made.getTime() / 1000));
  return ((seconds << 32n) | (BigInt(noise & 0xfff) << 20n) | BigInt(n & 0xfffff)).toString();
}

/** Page of an account. The host is reserved for examples (RFC 2606): a made-up handle may be someone's real one. */
export function accountUrl(platform: PlatformName, handle: string): string {
  return `https://${platform.toLowerCase()}.example/@${encodeURIComponent(handle)}`;
}

/** Page of a video, see `accountUrl`. */
export function videoUrl(platform: PlatformName, handle: string, platformVideoId: string): string {
  return `${accountUrl(platform, handle)}/video/${platformVideoId}`;
}
