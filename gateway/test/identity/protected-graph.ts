import { beforeEach } from '@jest/globals';
import type { JWTPayload } from 'jose';
import type { Answer } from '../gateway-kit.js';
import { manual, protect, startSocialGraph, type SocialGraph } from '../graphs/social-graph.js';
import { serveGraph } from '../served-graph.js';

/** The social graph with the rights of Apollo Router's manual written into its supergraph. */
interface ProtectedGraph extends SocialGraph {
  /** The supergraph without them. */
  openSupergraphSdl: string;
}

async function startProtectedGraph(): Promise<ProtectedGraph> {
  const graph = await startSocialGraph();
  const openSupergraphSdl = graph.supergraphSdl;
  return { ...graph, openSupergraphSdl, supergraphSdl: protect(openSupergraphSdl, manual) };
}

/** Runs that graph, and a gateway that answers null for what a viewer may not have. */
export function serveProtectedGraph() {
  const served = serveGraph(startProtectedGraph, { unauthorizedFields: 'null' });
  const { graph, identity, gateway } = served;
  beforeEach(() => {
    graph.users.queries.length = 0;
    graph.posts.queries.length = 0;
    graph.changes.length = 0;
  });
  return {
    ...served,
    /** Runs an operation, anonymously unless there are claims. */
    run: async (query: string, claims?: JWTPayload, at = gateway): Promise<Answer> =>
      at.run(query, claims && { token: await identity.token(claims) }),
    /** What the services were asked in this test. */
    asked: () => [...graph.users.queries, ...graph.posts.queries],
  };
}

/** Paths of an answer's errors, each with its code. */
export const refusedAt = ({ errors = [] }: Pick<Answer, 'errors'>): string[] =>
  errors.map(({ path, extensions }) => `${path?.join('.')} ${extensions?.code}`);
