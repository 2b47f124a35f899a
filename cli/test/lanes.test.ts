import { describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { sendInLanes } from '../src/import/lanes.js';

const items = Array.from({ length: 1000 }, (_, index) => ({ key: `video ${index % 37}`, index }));

describe('lanes', () => {
  it('send everything, a key in order, never more batches at once than there are lanes', async () => {
    const sent: typeof items = [];
    let atOnce = 0;
    let most = 0;
    await sendInLanes(items, {
      lanes: 2,
      batchSize: 30,
      keyOf: ({ key }) => key,
      async send(batch) {
        expect(batch.length).toBeLessThanOrEqual(30);
        most = Math.max(most, (atOnce += 1));
        await delay(1 + (batch[0]!.index % 5));
        sent.push(...batch);
        atOnce -= 1;
      },
    });
    expect(sent).toHaveLength(1000);
    expect(most).toBe(2);
    for (let key = 0; key < 37; key += 1) {
      const indexes = sent.filter((item) => item.key === `video ${key}`).map(({ index }) => index);
      expect(indexes).toEqual(indexes.toSorted((a, b) => a - b));
    }
  });

  it('end with the first failure, after what was on its way', async () => {
    let batches = 0;
    const sending = sendInLanes(items, {
      lanes: 2,
      batchSize: 10,
      keyOf: ({ key }) => key,
      async send() {
        batches += 1;
        await delay(2);
        if (batches === 3) throw new Error('no more');
      },
    });
    await expect(sending).rejects.toThrow('no more');
    expect(batches).toBeLessThan(10);
  });

  it('end when they are told to', async () => {
    const controller = new AbortController();
    const sending = sendInLanes(items, {
      lanes: 2,
      batchSize: 10,
      keyOf: ({ key }) => key,
      signal: controller.signal,
      async send() {
        controller.abort(new Error('Ctrl-C'));
        await delay(1);
      },
    });
    await expect(sending).rejects.toThrow('Ctrl-C');
  });
});
