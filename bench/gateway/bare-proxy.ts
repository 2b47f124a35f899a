// What every gateway on Node does at the least for an operation of one subgraph: takes a request with Node's HTTP server,
// hands it on with undici, and gives the answer's bytes back. It looks at nothing, so it says what is left to gain.
// SUBGRAPH_URL: where requests go. GATEWAY_PORT: where it listens.
import { createServer } from 'node:http';
import { Pool } from 'undici';

const { origin, pathname } = new URL(process.env.SUBGRAPH_URL!);
const pool = new Pool(origin);
const headers = { 'content-type': 'application/json' };

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.once('end', () => {
    void (async () => {
      const answer = await pool.request({ path: pathname, method: 'POST', headers, body: Buffer.concat(chunks) });
      const body = Buffer.from(await answer.body.arrayBuffer());
      response.writeHead(answer.statusCode, { ...headers, 'content-length': body.length }).end(body);
    })();
  });
});
server.listen(Number(process.env.GATEWAY_PORT), '127.0.0.1');
process.once('disconnect', () => process.exit());
