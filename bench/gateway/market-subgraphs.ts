// Stands in front of the marketplace's services: as long as it rehearses, it passes requests on to them and keeps the
// answers; afterwards it answers from memory, so that the load measures the gateway and the answers are real.
// It decides itself who the viewer is, because peers say nothing of him.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { assertionHeader, mintAssertion } from '#platform/identity/assertion.js';
import type { Viewer } from '#platform/identity/viewer.js';

interface Orders {
  /** Whose requests come from now on. */
  viewer?: Viewer;
  /** No request is passed on any more. */
  rehearsed?: boolean;
}

const services = JSON.parse(process.env.SERVICES!) as Record<string, string>;
const secret = process.env.ASSERTION_SECRET!;
const urls: Record<string, string> = {};
let viewer: Viewer | undefined;
let rehearsed = false;
let fetches = 0;

/** An answer of a service as gateways get it. @throws Error if the service does not answer */
async function realAnswer(name: string, body: string): Promise<Buffer> {
  const answer = await fetch(services[name]!, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [assertionHeader]: mintAssertion(viewer!, name, secret) },
    body,
  });
  if (!answer.ok) throw new Error(`${name} answers with status ${answer.status}: ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}

const unknown = Buffer.from(JSON.stringify({ errors: [{ message: 'a request that was not rehearsed' }] }));

for (const name of Object.keys(services)) {
  const answers = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const key = `${viewer?.subject}\n${body}`;
    fetches += 1;
    let answer = answers.get(key);
    if (!answer && !rehearsed) {
      answer = await realAnswer(name, body).catch((error: unknown) =>
        Buffer.from(JSON.stringify({ errors: [{ message: String(error) }] })),
      );
      answers.set(key, answer);
    }
    answer ??= unknown;
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
  });
  // A gateway that keeps a connection longer than we do sends a request on one that is being closed.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  urls[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}
process.on('message', (orders: Orders) => {
  if (orders.viewer) ({ viewer } = orders);
  if (orders.rehearsed) rehearsed = true;
  process.send?.({ fetches });
});
process.send?.({ urls });
process.once('disconnect', () => process.exit());
