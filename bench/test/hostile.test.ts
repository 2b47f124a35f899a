import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hostileKinds } from '../hostile/hostile-documents.js';
import { startHostileGateway, type HostileGateway } from '../hostile/hostile-gateway.js';
import { honestQuery } from '../hostile/hostile-graph.js';
import { sendHostile } from '../hostile/hostile-sender.js';

let gateway: HostileGateway;

beforeAll(async () => {
  // A plan that takes long takes just as long to be given up.
  gateway = await startHostileGateway({ PLANNER_TIME_MS: '700', TRUSTED_PROXY_HOPS: '1' });
});

afterAll(() => gateway?.stop());

describe('seeded hostile documents', () => {
  it('are refused, each with a code of ours, and reach no subgraph', async () => {
    const before = await gateway.fetches();
    const documents = hostileKinds.length * 12;
    const tally = await sendHostile({
      url: gateway.url,
      seed: 'test',
      from: 0,
      to: documents,
      rate: 0,
      plansEvery: 100,
      connections: 6,
      // Each for itself: of one that had sent the others most would not be looked at.
      clients: documents,
      firstClient: 0,
    });
    expect(Object.keys(tally).sort()).toEqual([...hostileKinds, 'a long plan'].sort());
    let counted = 0;
    for (const [kind, outcomes] of Object.entries(tally)) {
      for (const [outcome, count] of Object.entries(outcomes)) {
        expect([kind, outcome]).toEqual([
          kind,
          expect.stringMatching(
            /^400 (TOO_EXPENSIVE|BAD_USER_INPUT|GRAPHQL_PARSE_FAILED|GRAPHQL_VALIDATION_FAILED|OPERATION_RESOLUTION_FAILURE)$/,
          ),
        ]);
        counted += count;
      }
    }
    expect(counted).toBe(documents);
    expect(await gateway.fetches()).toBe(before);
    const answer = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: honestQuery }),
    });
    expect(await answer.json()).toMatchObject({ data: { shelf: expect.any(Array) } });
    // A request that is answered is seen where it is counted.
    expect(await gateway.fetches()).toBeGreaterThan(before);
  });
});
