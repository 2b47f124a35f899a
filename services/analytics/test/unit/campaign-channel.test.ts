import { describe, expect, it } from '@jest/globals';
import { noNumbers, type CampaignChange } from '../../src/campaigns/campaign-change.js';
import { unknownCounts } from '../../src/counters/counter.js';
import { CampaignChannel } from '../../src/live/campaign-channel.js';

const change = (sequence: number): CampaignChange => ({
  campaignId: 'c',
  sequence,
  asOf: null,
  deltas: unknownCounts,
  corrections: unknownCounts,
  after: noNumbers,
  videos: [],
});
const from = (first: number, last: number): CampaignChange[] =>
  Array.from({ length: last - first + 1 }, (_, n) => change(first + n));
const sequences = (changes: CampaignChange[] | undefined): number[] | undefined => changes?.map((one) => one.sequence);

describe('a watched campaign', () => {
  it('hands out what is in memory, and says so when something before it is asked for', () => {
    const channel = new CampaignChannel('c', 10);
    channel.push(from(11, 14));
    expect(sequences(channel.recentAfter(12))).toEqual([13, 14]);
    expect(sequences(channel.recentAfter(10))).toEqual([11, 12, 13, 14]);
    expect(channel.recentAfter(9)).toBeUndefined();
    expect(channel.recentAfter(0)).toBeUndefined();
    expect(new CampaignChannel('c', 10).recentAfter(10)).toBeUndefined();
  });

  it('takes nothing in twice, and keeps no gap', () => {
    const channel = new CampaignChannel('c', 10);
    channel.push(from(11, 12));
    channel.push(from(11, 13));
    expect(sequences(channel.recentAfter(10))).toEqual([11, 12, 13]);
    channel.push([change(20)]);
    expect(channel.sequence).toBe(20);
    expect(channel.recentAfter(13)).toBeUndefined();
    expect(sequences(channel.recentAfter(19))).toEqual([20]);
  });

  it('keeps no more than the last 200', () => {
    const channel = new CampaignChannel('c', 0);
    channel.push(from(1, 500));
    expect(channel.recentAfter(299)).toBeUndefined();
    expect(sequences(channel.recentAfter(300))).toHaveLength(200);
  });

  it('wakes who waits for more, or gives up', async () => {
    const channel = new CampaignChannel('c', 1);
    await channel.beyond(0, new AbortController().signal);
    const waiting = channel.beyond(1, new AbortController().signal);
    channel.push([change(2)]);
    await waiting;
    const abort = new AbortController();
    const leaving = channel.beyond(2, abort.signal);
    abort.abort();
    await leaving;
  });
});
