// The four subgraphs of the benchmark in one process; says their addresses and waits for its end.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, type DocumentNode } from 'graphql';
import { shopResolvers, shopSubgraphs } from './shop-graph.js';

const urls: Record<string, string> = {};
for (const [name, sdl] of Object.entries(shopSubgraphs)) {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: shopResolvers[name] as never });
  const documents = new Map<string, DocumentNode>();
  // Answers by request: the subgraphs are to be as fast as they can, for it is the gateways that are measured.
  const answers = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    let answer = answers.get(text);
    if (!answer) {
      const { query, variables, operationName } = JSON.parse(text || '{"query":"{ __typename }"}') as {
        query: string;
        variables?: Record<string, unknown>;
        operationName?: string;
      };
      let document = documents.get(query);
      if (!document) documents.set(query, (document = parse(query)));
      const result = await execute({ schema, document, variableValues: variables, operationName });
      answers.set(text, (answer = Buffer.from(JSON.stringify(result))));
    }
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  urls[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}
process.send?.({ urls });
process.once('disconnect', () => process.exit());
