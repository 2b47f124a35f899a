import { request } from 'undici';
import { unavailable } from '../errors/graphql-errors.js';
import { assertionHeader, mintAssertion } from '../identity/assertion.js';
import { serviceViewer } from '../identity/viewer.js';
import { currentRequest, requestIdHeader, timeLeftHeader } from '../logging/request-context.js';
import { traceparentOf } from '../traces/traceparent.js';

/** Longest a call to another service may take, in ms. */
const callTimeout = 5_000;

/** Asks another service under the asking service's own assertion. For the rare fact that no event has brought yet. */
export class SubgraphClient {
  /**
   * @param asker name of the service that asks
   * @param subgraph name of the service that is asked
   * @param url its base URL
   */
  constructor(
    private readonly asker: string,
    private readonly subgraph: string,
    private readonly url: string,
    private readonly assertionSecret: string,
  ) {}

  /**
   * Runs an operation.
   * @throws GraphQLError SUBGRAPH_UNAVAILABLE when there is no answer without errors within 5 s, or within the time
   * that is left for the request under which it is asked
   */
  async query<Data>(operation: string, variables: Record<string, unknown>): Promise<Data> {
    try {
      const { requestId, signal, span, endsAt = Infinity } = currentRequest() ?? {};
      const timeout = AbortSignal.timeout(callTimeout);
      const timeLeft = Math.max(0, Math.min(callTimeout, endsAt - performance.now()));
      const answer = await request(`${this.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [assertionHeader]: mintAssertion(serviceViewer(this.asker), this.subgraph, this.assertionSecret),
          [timeLeftHeader]: String(Math.ceil(timeLeft)),
          ...(requestId && { [requestIdHeader]: requestId }),
          ...(span && { traceparent: traceparentOf(span) }),
        },
        body: JSON.stringify({ query: operation, variables }),
        signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
      });
      const { data, errors } = (await answer.body.json()) as { data?: Data | null; errors?: { message: string }[] };
      if (!data || errors?.length) throw new Error(errors?.[0]?.message ?? `status ${answer.statusCode}`);
      return data;
    } catch {
      throw unavailable(`The ${this.subgraph} service`);
    }
  }

  /**
   * Looks entities up by key, as the gateway would.
   * @param selection fields to select on the type, such as `id creator { id }`
   * @returns in the order of the ids, null for those that do not exist
   */
  async entities<Entity>(typename: string, ids: readonly string[], selection: string): Promise<(Entity | null)[]> {
    const data = await this.query<{ _entities: (Entity | null)[] }>(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${typename} { ${selection} } } }`,
      { representations: ids.map((id) => ({ __typename: typename, id })) },
    );
    return data._entities;
  }
}
