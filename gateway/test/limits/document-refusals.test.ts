import { describe, expect, it } from '@jest/globals';
import { stream, type Answer, type TestGateway } from '../gateway-kit.js';
import { startPagedGraph } from '../graphs/paged-graph.js';
import { rawStatus } from '../http/raw-http.js';
import { runGraph } from '../served-graph.js';

const { graph, identity, forOneTest } = runGraph(startPagedGraph);

const start = (refusals: number): Promise<TestGateway> => forOneTest({ limits: { refusals } });
const codeOf = ({ status, errors }: Answer): string => `${status} ${errors?.[0]?.extensions?.code}`;
const long = ` # ${'x'.repeat(2_000)}`;

describe('documents that are refused', () => {
  it('are counted, and from then on nothing new of their client is looked at', async () => {
    // The third has more than 2,000 characters, and the fourth is looked at as long as a point is left.
    const gateway = await start(1 + 1 + 3 + 1);
    expect((await gateway.run('{ report }')).data).toEqual({ report: 1 });
    expect(codeOf(await gateway.run('{ report'))).toBe('400 GRAPHQL_PARSE_FAILED');
    expect(codeOf(await gateway.run('{ nothing }'))).toBe('400 GRAPHQL_VALIDATION_FAILED');
    expect(codeOf(await gateway.run(`{ ${'report(years: 1) '.repeat(45)} nothing }${long}`))).toBe(
      '400 GRAPHQL_VALIDATION_FAILED',
    );
    expect(codeOf(await gateway.run(`{ ${'report '.repeat(2_000)} }`))).toBe('400 TOO_EXPENSIVE');
    const before = graph.asked();
    for (const query of ['{ word }', `{ word }${long}`, '{ nothing more }', '{ report {']) {
      const answer = await gateway.run(query);
      expect({ status: answer.status, errors: answer.errors }).toEqual({
        status: 429,
        errors: [
          {
            message: 'Too many documents of yours were refused: no new ones are looked at for now.',
            extensions: { code: 'RATE_LIMITED', retryAfter: Number(answer.headers.get('retry-after')) },
          },
        ],
      });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(50);
    }
    expect(graph.asked()).toBe(before);
    const client = gateway.client();
    expect((await stream(client, '{ word }')).error).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    await client.dispose();
    // What is known runs on, whatever its literals; another client makes more known.
    expect((await gateway.run('{ report }')).data).toEqual({ report: 1 });
    const token = await identity.token();
    expect((await gateway.run('{ word(text: "a") }', { token })).data).toEqual({ word: 'word' });
    expect((await gateway.run('{ word(text: "b") }')).data).toEqual({ word: 'word' });
  });

  it('and sent on regardless, end in nothing of their client being read at all', async () => {
    const gateway = await start(1);
    const token = await identity.token();
    const client = gateway.client();
    await stream(client, '{ word }');
    expect((await gateway.run('{ report }', { token })).data).toEqual({ report: 1 });
    // The first is looked at, and with the next four it is five times the bound.
    const codes = [];
    for (let number = 0; number < 5; number += 1) codes.push(codeOf(await gateway.run(`{ nothing${number} }`)));
    expect(codes).toEqual(['400 GRAPHQL_VALIDATION_FAILED', ...Array<string>(4).fill('429 RATE_LIMITED')]);
    const known = await gateway.run('{ report }');
    expect({ status: known.status, errors: known.errors }).toEqual({
      status: 429,
      errors: [
        {
          message: 'Too many documents of yours were refused, and you went on: nothing of yours is read for now.',
          extensions: { code: 'RATE_LIMITED', retryAfter: Number(known.headers.get('retry-after')) },
        },
      ],
    });
    expect(Number(known.headers.get('retry-after'))).toBeGreaterThan(50);
    // The answer does not wait for the body.
    const head = 'Host: gateway\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n';
    expect(await rawStatus(gateway.url, `POST /graphql HTTP/1.1\r\n${head}\r\n`)).toBe(429);
    expect((await gateway.run('{ report }', { headers: { accept: 'text/event-stream' } })).status).toBe(429);
    expect((await stream(client, '{ word }')).error).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    await client.dispose();
    expect((await gateway.run('{ report }', { token })).data).toEqual({ report: 1 });
  });

  it('are refused for themselves: wrong variables, costs and rights are not counted', async () => {
    const gateway = await start(1);
    const codes: string[] = [];
    for (let number = 0; number < 3; number += 1) {
      codes.push(codeOf(await gateway.run(`query V${number}($n: Int!) { report(years: $n) }`)));
      codes.push(
        codeOf(
          await gateway.run(`query C${number} { books(first: 900) { nodes { books(first: 900) { nodes { id } } } } }`),
        ),
      );
    }
    expect(codes).toEqual(Array<string[]>(3).fill(['400 BAD_USER_INPUT', '400 TOO_EXPENSIVE']).flat());
    expect((await gateway.run('{ report }')).data).toEqual({ report: 1 });
  });

  it('are counted once, however often one of them comes, and answered from memory', async () => {
    const gateway = await start(2);
    const stale = '{ gone }';
    for (let time = 0; time < 5; time += 1)
      expect(codeOf(await gateway.run(stale))).toBe('400 GRAPHQL_VALIDATION_FAILED');
    expect((await gateway.run('{ report }')).data).toEqual({ report: 1 });
    expect(codeOf(await gateway.run('{ gone too }'))).toBe('400 GRAPHQL_VALIDATION_FAILED');
    expect(codeOf(await gateway.run('{ word }'))).toBe('429 RATE_LIMITED');
  });

  it('are counted however they are sent', async () => {
    const gateway = await start(3);
    const events = { accept: 'text/event-stream' };
    const got = await gateway.send(
      { method: 'GET', headers: { 'apollo-require-preflight': '1' } },
      `?query=${encodeURIComponent('{ byGet }')}`,
    );
    expect(codeOf(got)).toBe('400 GRAPHQL_VALIDATION_FAILED');
    expect((await gateway.run('{ byEvents }', { headers: events })).text).toContain('GRAPHQL_VALIDATION_FAILED');
    const client = gateway.client();
    expect((await stream(client, '{ bySocket }')).error).toMatchObject([
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
    await client.dispose();
    expect(codeOf(await gateway.run('{ report }'))).toBe('429 RATE_LIMITED');
    expect((await gateway.run('{ report }', { headers: events })).text).toContain('RATE_LIMITED');
  });

  it('stay counted when another supergraph is served', async () => {
    const gateway = await start(1);
    expect(codeOf(await gateway.run('{ nothing }'))).toBe('400 GRAPHQL_VALIDATION_FAILED');
    expect(await gateway.reload(`${graph.supergraphSdl}\n# another`)).toBe(true);
    expect(codeOf(await gateway.run('{ report }'))).toBe('429 RATE_LIMITED');
  });

  it('are not counted where there is no bound', async () => {
    const gateway = await start(0);
    const answers = await Promise.all(Array.from({ length: 300 }, (_, n) => gateway.run(`{ nothing${n} }`)));
    expect(new Set(answers.map(codeOf))).toEqual(new Set(['400 GRAPHQL_VALIDATION_FAILED']));
  });
});
