// Stock @apollo/gateway in Apollo Server, as its manual has it: the supergraph's file is in SUPERGRAPH_PATH.
import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const server = new ApolloServer({
  gateway: new ApolloGateway({ supergraphSdl: readFileSync(process.env.SUPERGRAPH_PATH!, 'utf8') }),
});
const { url } = await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: Number(process.env.GATEWAY_PORT) },
});
process.send?.({ url });
process.once('disconnect', () => process.exit());
