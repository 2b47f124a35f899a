import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

/** A subgraph that knows nothing of this gateway: GraphQL by POST and over WebSocket, no health path, no assertions. */
export interface ForeignSubgraph {
  url: string;
  /** Queries that it was asked over HTTP. */
  queries: string[];
  /** Headers of the last request. */
  lastHeaders(): IncomingHttpHeaders;
  /** What sockets brought: parameters of the connection, extensions of the subscriptions. */
  fromSockets: unknown[];
  stop(): Promise<void>;
}

/** Starts one on a free port. */
export async function startForeignSubgraph(sdl: string, resolvers: object): Promise<ForeignSubgraph> {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never });
  const queries: string[] = [];
  const fromSockets: unknown[] = [];
  let headers: IncomingHttpHeaders = {};
  const server = createServer(async (request, response) => {
    if (request.url !== '/graphql') return void response.writeHead(404).end('Not found');
    let text = '';
    for await (const chunk of request) text += String(chunk);
    headers = request.headers;
    const { query, variables } = JSON.parse(text) as { query: string; variables?: Record<string, unknown> };
    queries.push(query);
    const result = await graphql({ schema, source: query, variableValues: variables ?? {} });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  });
  const sockets = new WebSocketServer({ server, path: '/graphql' });
  const protocol = useServer(
    {
      schema,
      onConnect: ({ connectionParams }) => void fromSockets.push(connectionParams),
      onSubscribe: (_context, _id, { extensions }) => void fromSockets.push(extensions),
    },
    sockets,
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    queries,
    lastHeaders: () => headers,
    fromSockets,
    stop: async () => {
      await protocol.dispose();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
