import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createGatewayMetrics } from '../../src/gateway-metrics.js';
import { startGateway } from '../../src/server.js';
import { documentedAnswers } from '../bad-inputs-page.js';
import { assertionSecret, startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';
import { rawExchange } from './raw-http.js';

/** What no client library sends: bytes that are no request, two at once, or one that can be read in two ways. */

const { graph, identity, gateway } = serveGraph(startLibraryGraph);

const good = '{"query":"{ viewer { subject requestId } }"}';
const post = 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
const chunked = `${post}Transfer-Encoding: chunked\r\n\r\n`;
const sized = (body: string | Buffer, more = ''): Buffer =>
  Buffer.concat([Buffer.from(`${post}${more}Content-Length: ${body.length}\r\n\r\n`), Buffer.from(body)]);
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
const upgrade = (more = ''): string =>
  `GET /graphql HTTP/1.1\r\nHost: x\r\n${more}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`;
const textOf = (id: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from('{"query":"query ($id: ID!) { person(id: $id) { id } }","variables":{"id":"'),
    id,
    Buffer.from('"}}'),
  ]);

/** Bytes, and what is wrong with them; what they are answered stands on the page. */
const badBytes: Record<string, string | Buffer> = {
  'a body that is no UTF-8': sized(textOf(Buffer.from([0xc3, 0x28]))),
  'a surrogate in UTF-8': sized(textOf(Buffer.from([0xed, 0xa0, 0x80]))),
  'an overlong character': sized(textOf(Buffer.from([0xc0, 0xaf]))),
  'a body in UTF-16': sized(Buffer.from(good, 'utf16le')),
  'two byte order marks': sized(Buffer.from(`\uFEFF\uFEFF${good}`)),
  'NaN in the variables': sized('{"query":"{ people { id } }","variables":{"a":NaN}}'),
  'something after the JSON': sized(`${good} ${good}`),
  'a body in pieces of one byte': chunked + `1\r\n \r\n`.repeat(200_000),
  'Transfer-Encoding twice': `${post}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n${chunk(good)}`,
  'an unknown Transfer-Encoding': `${post}Transfer-Encoding: xchunked\r\n\r\n${chunk(good)}`,
  'a blank before the colon': `${post}Transfer-Encoding : chunked\r\n\r\n${chunk(good)}`,
  'Content-Length with a sign': `${post}Content-Length: +${good.length}\r\n\r\n${good}`,
  'Content-Length that is a list': `${post}Content-Length: ${good.length}, ${good.length}\r\n\r\n${good}`,
  'a negative Content-Length': `${post}Content-Length: -1\r\n\r\n${good}`,
  'Content-Length of 20 digits': `${post}Content-Length: 99999999999999999999\r\n\r\n${good}`,
  'a chunk of 2^72 bytes': `${chunked}ffffffffffffffffff\r\n${good}\r\n0\r\n\r\n`,
  'a line feed alone in a chunk extension': `${chunked}${good.length.toString(16)};a=b\nc\r\n${good}\r\n0\r\n\r\n`,
  'line feeds alone': String(sized(good)).replaceAll('\r\n', '\n'),
  'a carriage return alone': sized(good, 'X-A: b\rX-Viewer-Assertion: c\r\n'),
  'NUL in a header': sized(good, 'X-A: b\0c\r\n'),
  'a folded header': sized(good, 'X-A: b\r\n c\r\n'),
  'two Hosts': sized(good, 'Host: y\r\n'),
  'two Hosts of an upgrade': upgrade('Host: y\r\n'),
  'an upgrade behind a request that is not answered yet': Buffer.concat([
    // Asks no subgraph, whether it is given up in time or not.
    sized('{"query":"{ __typename }"}'),
    Buffer.from(upgrade()),
  ]),
  'chunks in HTTP/1.0': `${chunked}${chunk(good)}`.replace('HTTP/1.1', 'HTTP/1.0'),
  'HTTP/2.0 in a request of HTTP/1': String(sized(good)).replace('HTTP/1.1', 'HTTP/2.0'),
  'no Host': String(sized(good)).replace('Host: x\r\n', ''),
  'the preface of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'an unknown Expect': sized(good, 'Expect: 200-ok\r\n'),
  CONNECT: 'CONNECT elsewhere.test:80 HTTP/1.1\r\nHost: x\r\n\r\n',
  TRACE: 'TRACE /graphql HTTP/1.1\r\nHost: x\r\n\r\n',
  'OPTIONS of everything': 'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
  'an upgrade to another protocol': sized(good, 'Connection: Upgrade\r\nUpgrade: h2c\r\n'),
  'the path in other letters': String(sized(good)).replace('/graphql', '/%67raphql'),
  'a path named like a property of objects': 'GET /__proto__ HTTP/1.1\r\nHost: x\r\n\r\n',
  'two tokens': sized(good, 'Authorization: Bearer a\r\nAuthorization: Bearer b\r\n'),
};

const answersIn = (received: string): { status: string; code: string | undefined }[] =>
  received
    .split(/(?=HTTP\/1\.1 )/)
    .filter(Boolean)
    .map((one) => ({ status: one.slice(9, 12), code: /"code":"([A-Z_]+)"/.exec(one)?.[1] }));

describe('bytes that are no good request', () => {
  const documented = documentedAnswers('bad-inputs-http.test.ts');

  it('are all on the page', () => {
    expect(Object.keys(documented).sort()).toEqual(Object.keys(badBytes).sort());
  });

  it.each(Object.keys(badBytes))('%s: answered once as the page says, no subgraph asked', async (what) => {
    const before = graph.peopleViewers.length;
    const received = await rawExchange(gateway.url, badBytes[what] ?? '');
    const answers = answersIn(received).map(({ status, code }) => (code ? `${status} ${code}` : status));
    expect(answers.join(', then ') || 'closed').toBe(documented[what]);
    expect(received).not.toMatch(/\/work|node_modules|127\.0/);
    expect(graph.peopleViewers.length).toBe(before);
    expect((await gateway.run('{ people { id } }')).status).toBe(200);
  });
});

describe('a request within the body of another', () => {
  const hidden = 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n';

  it.each([
    ['a GET', `GET /graphql?query=%7Bpeople%7Bid%7D%7D HTTP/1.1\r\nHost: x\r\nApollo-Require-Preflight: 1\r\n`, '200'],
    ['a refused content type', 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n', '415'],
    ['a refused token', `${post}Authorization: Bearer x\r\n`, '401'],
    ['a refused method', 'PUT /graphql HTTP/1.1\r\nHost: x\r\n', '405'],
    ['an unknown path', 'POST /nothing HTTP/1.1\r\nHost: x\r\n', '404'],
  ])('%s: is never answered', async (_what, head, status) => {
    const received = await rawExchange(gateway.url, `${head}Content-Length: ${hidden.length}\r\n\r\n${hidden}`);
    expect(answersIn(received).map((answer) => answer.status)).toEqual([status]);
  });
});

describe('the request id of a client', () => {
  it.each([
    ['with a quote and markup', 'a"b<script>'],
    ['with a letter beyond ASCII', 'a\u00ffb'],
    ['of 5,000 characters', 'a'.repeat(5_000)],
    ['that ends a comment', "*/ DROP TABLE people; --'"],
  ])('%s: is replaced by a good one', async (_what, id) => {
    const received = await rawExchange(gateway.url, sized(good, `X-Request-Id: ${id}\r\n`));
    const given = /^x-request-id: (.*)\r$/im.exec(received)?.[1];
    expect(given).toMatch(/^[A-Za-z0-9._-]{10,64}$/);
    expect(given).not.toBe(id);
    expect(received).toContain(`"requestId":"${given}"`);
  });

  it('twice: is replaced by a good one', async () => {
    const received = await rawExchange(gateway.url, sized(good, 'X-Request-Id: a\r\nX-Request-Id: b\r\n'));
    expect(received).toMatch(/"requestId":"[A-Za-z0-9._-]{10,64}"/);
  });
});

describe('a client that is slow to send', () => {
  /** How long Node waits before it looks at slow clients, ms: it is set where the server is made. */
  const lookInterval = 4_000;
  const running = () =>
    startGateway({
      host: '127.0.0.1',
      port: 0,
      supergraphSdl: graph.supergraphSdl,
      identity: identity.identity,
      assertionSecret,
      logger: pino({ level: 'silent' }),
      metrics: createGatewayMetrics({ defaults: false }),
    });

  it('its head or its body: is answered 408 and closed, others are served', async () => {
    const slow = await running();
    try {
      // Together with the interval of looking within 30 s.
      for (const timeout of [slow.server.headersTimeout, slow.server.requestTimeout]) {
        expect(timeout).toBeGreaterThan(0);
        expect(timeout + lookInterval).toBeLessThan(30_000);
      }
      slow.server.headersTimeout = 300;
      slow.server.requestTimeout = 400;
      const dripping = ['POST /graphql HTTP/1.1\r\nHost: x\r\nX-A: ', `${post}Content-Length: 100000\r\n\r\n{`].map(
        (head) => {
          const socket = connect(Number(new URL(slow.url).port), '127.0.0.1', () => socket.write(head));
          const drip = setInterval(() => socket.write('x'), 50);
          socket.on('error', () => undefined);
          let received = '';
          socket.on('data', (data) => (received += data.toString('latin1')));
          return new Promise<string>((resolve) =>
            socket.once('close', () => {
              clearInterval(drip);
              resolve(received);
            }),
          );
        },
      );
      const beside = await fetch(`${slow.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: good,
      });
      expect(beside.status).toBe(200);
      for (const received of await Promise.all(dripping)) expect(received).toMatch(/^HTTP\/1\.1 408 /);
    } finally {
      await slow.stop();
    }
  }, 40_000);
});
