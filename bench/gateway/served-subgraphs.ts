import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, type DocumentNode } from 'graphql';

/** Answers that are kept, by subgraph: texts that vary with every request must not fill the memory. */
const keptAnswers = 10_000;

/**
 * Makes this process the subgraphs of a benchmark: it says their addresses, then for every message how many requests
 * came, and ends with its parent.
 * @param subgraphs SDL by name
 * @param sameAs what stands for a request: those of one text are answered alike
 */
export async function serveSubgraphs(
  subgraphs: Readonly<Record<string, string>>,
  resolvers: Readonly<Record<string, object>>,
  sameAs: (text: string) => string = (text) => text,
): Promise<void> {
  const urls: Record<string, string> = {};
  let fetches = 0;
  for (const [name, sdl] of Object.entries(subgraphs)) {
    const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers[name] as never });
    const documents = new Map<string, DocumentNode>();
    // Answers by request: the subgraphs are to be as fast as they can, for it is the gateways that are measured.
    const answers = new Map<string, Buffer>();
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString();
      fetches += 1;
      const key = sameAs(text);
      let answer = answers.get(key);
      if (!answer) {
        const { query, variables, operationName } = JSON.parse(text || '{"query":"{ __typename }"}') as {
          query: string;
          variables?: Record<string, unknown>;
          operationName?: string;
        };
        let document = documents.get(query);
        if (!document) {
          document = parse(query);
          if (documents.size < keptAnswers) documents.set(query, document);
        }
        const result = await execute({ schema, document, variableValues: variables, operationName });
        answer = Buffer.from(JSON.stringify(result));
        if (answers.size < keptAnswers) answers.set(key, answer);
      }
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
    });
    // A gateway that keeps a connection longer than we do sends a request on one that is being closed.
    server.keepAliveTimeout = 600_000;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    urls[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  }
  process.on('message', () => process.send?.({ fetches }));
  process.send?.({ urls });
  process.once('disconnect', () => process.exit());
}
