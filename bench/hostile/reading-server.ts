// A server that reads requests and refuses them all. What the well-behaved client of the gateway loses while hostile
// documents go here, it loses to the machine: whoever makes, sends and reads them takes cores that it waits for.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const refusal = JSON.stringify({ errors: [{ message: 'Nothing is answered here.', extensions: { code: 'REFUSED' } }] });

const server = createServer((request, response) => {
  request.resume().once('end', () => {
    response.writeHead(400, { 'content-type': 'application/graphql-response+json' }).end(refusal);
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` });
process.once('disconnect', () => process.exit());
