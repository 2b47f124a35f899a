import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createDemoData, type DemoData } from '#demo/demo-data.js';
import { demoId } from '#demo/demo-id.js';
import { FULL_SCALE, SMALL_SCALE } from '#demo/demo-scale.js';
import { demoTokens } from '#demo/demo-tokens.js';

const now = new Date('2026-03-01T12:34:56.789Z');
const DAY = 86_400_000;

function digest(...sequences: Iterable<unknown>[]): string {
  const hash = createHash('sha256');
  for (const sequence of sequences) for (const record of sequence) hash.update(JSON.stringify(record));
  return hash.digest('hex');
}

function digestOf(data: DemoData): string {
  return digest(
    data.creators(),
    data.videos(),
    data.snapshots(),
    data.brands(),
    data.campaigns(),
    data.invitations(),
    data.collaborations(),
    data.videoLinks(),
  );
}

/** Texts and ties: what does not hang on the last bit of a logarithm. */
function* essence(data: DemoData): Iterable<unknown> {
  for (const { id, displayName, handle, bio, country, status } of data.creators()) {
    yield [id, displayName, handle, bio, country, status];
  }
  for (const { id, caption, hashtags, creatorId } of data.videos()) yield [id, caption, hashtags, creatorId];
  for (const { id, name, brandId, brief, status } of data.campaigns()) yield [id, name, brandId, brief, status];
  for (const { id, creatorId, status } of data.invitations()) yield [id, creatorId, status];
  for (const { id, creatorId, status } of data.collaborations()) yield [id, creatorId, status];
  for (const { deliverableId, videoId } of data.videoLinks()) yield [deliverableId, videoId];
}

describe('demo data', () => {
  it('is the same for the same options, in whatever order it is walked', () => {
    const first = createDemoData({ now, scale: SMALL_SCALE });
    const second = createDemoData({ now, scale: SMALL_SCALE });
    const links = digest(second.videoLinks(), second.snapshots());
    expect(digestOf(second)).toBe(digestOf(first));
    expect(digest(first.videoLinks(), first.snapshots())).toBe(links);
  });

  it('is the same on every machine (put in the new digest when you change what is generated)', () => {
    expect(digest(essence(createDemoData({ now, scale: SMALL_SCALE })))).toBe(
      '5cb2fd4a0090979a79be3d6ee0521ca55cdebe7e027bbc00c66823f44d0fba40',
    );
  });

  it('tells the same story at any moment, and another with another seed', () => {
    const here = digest(essence(createDemoData({ now, scale: SMALL_SCALE })));
    const later = new Date('2027-11-30T23:59:59.999Z');
    expect(digest(essence(createDemoData({ now: later, scale: SMALL_SCALE })))).toBe(here);
    expect(digest(essence(createDemoData({ now, scale: SMALL_SCALE, seed: 'other' })))).not.toBe(here);
  });

  it('moves with its moment to the millisecond', () => {
    const first = [...createDemoData({ now, scale: SMALL_SCALE }).snapshots()];
    const later = [...createDemoData({ now: new Date(now.getTime() + 12_345), scale: SMALL_SCALE }).snapshots()];
    expect(later.map(({ capturedAt }) => capturedAt.getTime() - 12_345)).toEqual(
      first.map(({ capturedAt }) => capturedAt.getTime()),
    );
  });

  it('has its full size', () => {
    const data = createDemoData({ now, scale: FULL_SCALE });
    expect([...data.creators()]).toHaveLength(2_000);
    expect([...data.videos()]).toHaveLength(20_000);
    expect([...data.brands()]).toHaveLength(40);
    expect([...data.campaigns()]).toHaveLength(60);
    let snapshots = 0;
    let falls = 0;
    for (const snapshot of data.snapshots()) {
      snapshots += 1;
      if (snapshot.falls) falls += 1;
    }
    expect(snapshots).toBeGreaterThan(300_000);
    expect(snapshots).toBeLessThan(400_000);
    expect(falls).toBeGreaterThan(100);
    expect(falls).toBeLessThan(600);
    const collaborations = [...data.collaborations()].length;
    expect(collaborations).toBeGreaterThanOrEqual(500);
    expect(collaborations).toBeLessThanOrEqual(700);
  });

  it('fits any scale that can be filled, and names what is wrong with others', () => {
    for (const scale of [
      { creators: 0, videos: 0, brands: 0, campaigns: 0 },
      { creators: 1, videos: 1, brands: 1, campaigns: 1 },
      { creators: 3, videos: 40, brands: 2, campaigns: 30 },
      { creators: 25, videos: 25, brands: 3, campaigns: 12 },
    ]) {
      const data = createDemoData({ now, scale });
      expect([...data.videos()]).toHaveLength(scale.videos);
      expect([...data.campaigns()]).toHaveLength(scale.campaigns);
      expect(digestOf(data)).toHaveLength(64);
    }
    expect(() => createDemoData({ now, scale: { ...SMALL_SCALE, videos: 10 } })).toThrow(/videos/);
    expect(() => createDemoData({ now, scale: { ...SMALL_SCALE, brands: -1 } })).toThrow(/brands/);
    expect(() => createDemoData({ now, scale: { ...SMALL_SCALE, brands: 0 } })).toThrow(/brand/);
    expect(() => createDemoData({ now: new Date(NaN) })).toThrow(RangeError);
  });

  it('keeps to well-formed text without control characters, composed', () => {
    const data = createDemoData({ now, scale: FULL_SCALE });
    const walk = (value: unknown): void => {
      if (typeof value === 'string') {
        if (!value.isWellFormed() || /\p{Cc}/u.test(value) || value !== value.normalize('NFC') || value.includes('{')) {
          throw new Error(`Bad text: ${JSON.stringify(value)}`);
        }
      } else if (value instanceof Date) {
        if (Number.isNaN(value.getTime())) throw new Error('Bad date');
      } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
      else if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('Bad number');
      else if (value === undefined) throw new Error('Absent is null, not undefined');
    };
    for (const records of [data.creators(), data.videos(), data.brands(), data.campaigns(), data.invitations()]) {
      for (const record of records) walk(record);
    }
    for (const record of data.collaborations()) walk(record);
    expect.assertions(0);
  });

  it('has tokens for its first brand, its first creator and an analyst', () => {
    const data = createDemoData({ now, scale: SMALL_SCALE });
    const [brand] = data.brands();
    const [creator] = data.creators();
    expect(demoTokens().map(({ role, claims }) => [role, claims])).toEqual([
      ['BRAND', { brandId: brand?.id, brandRole: 'OWNER' }],
      ['CREATOR', { creatorId: creator?.id }],
      ['ANALYST', {}],
    ]);
    expect(brand).toMatchObject({ id: demoId('brand', 0), status: 'ACTIVE' });
    expect(creator).toMatchObject({ id: demoId('creator', 0), status: 'ACTIVE' });
    expect(creator?.createdAt.getTime()).toBeLessThan(now.getTime() - 365 * DAY);
  });
});
