// Mercurius' gateway, with `jit: 1` as its manual and the published benchmarks have it: an operation is compiled from its
// second run on. No logs, no explorer, and connections to a subgraph for every client, where its default is 10.
// SERVICES_PATH names a JSON file: `[{"name", "url", "schema"}]`, the schema in Federation 1, the only one it speaks.
import { readFileSync } from 'node:fs';
import mercuriusGateway from '@mercuriusjs/gateway';
import Fastify from 'fastify';

const services = JSON.parse(readFileSync(process.env.SERVICES_PATH, 'utf8'));
const app = Fastify({ logger: false });
app.register(mercuriusGateway, {
  jit: 1,
  path: '/graphql',
  graphiql: false,
  gateway: { services: services.map((service) => ({ ...service, mandatory: true, connections: 100 })) },
});
await app.listen({ host: '127.0.0.1', port: Number(process.env.GATEWAY_PORT) });
process.once('disconnect', () => process.exit());
