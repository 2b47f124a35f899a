import { assertionHeader, mintAssertion } from '../identity/assertion.js';
import type { Viewer } from '../identity/viewer.js';

/** An answer to a GraphQL request. */
export interface GraphQLAnswer<Data = Record<string, never>> {
  data?: Data | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[];
}

/** Makes a viewer for a test. */
export function testViewer(role: string, claims: Record<string, string> = {}, scopes: string[] = []): Viewer {
  return { subject: `test-${role.toLowerCase()}`, role, scopes, claims, expiresAt: 0 };
}

/** Sends operations to one subgraph over HTTP, as the gateway would, under any viewer. */
export class SubgraphTester {
  constructor(
    private readonly name: string,
    private readonly url: string,
    private readonly secret: string,
  ) {}

  /** Runs an operation. `Data` is the test's word on the shape. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads answers of every shape
  async run<Data = any>(
    viewer: Viewer,
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<GraphQLAnswer<Data>> {
    const answer = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [assertionHeader]: mintAssertion(viewer, this.name, this.secret) },
      body: JSON.stringify({ query, variables }),
    });
    return (await answer.json()) as GraphQLAnswer<Data>;
  }
}
