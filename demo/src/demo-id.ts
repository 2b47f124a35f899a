import { createHash } from 'node:crypto';

/** What demo data has ids for. */
export type DemoKind = 'creator' | 'video' | 'brand' | 'campaign' | 'invitation' | 'collaboration' | 'deliverable';

/**
 * Whether demo data gave this id. Ids of everything else are UUIDs of version 7, so the version tells.
 */
export function isDemoId(id: string): boolean {
  return id[14] === '8';
}

/**
 * Id of the n-th demo object of a kind: a UUID made from a SHA-256 (version 8, RFC 9562), the same for every seed, scale
 * and moment, so that documents and tests can name `demoId('brand', 0)`.
 */
export function demoId(kind: DemoKind, n: number): string {
  const bytes = createHash('sha256').update(`creator-marketplace/demo/${kind}/${n}`).digest();
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
