import { GraphQLError, OperationTypeNode, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { codedError } from '#platform/errors/graphql-errors.js';
import type { Restriction, Restrictions } from '../authorization/restrictions.js';
import { clientError } from '../errors/client-errors.js';
import type { ExecutionRequest, ExecutionResult, Executor, ResultStream } from '../execution/executor.js';
import { ClientGone, type GoneSignal } from '../execution/fetch/client-gone.js';
import type { GatewayMetrics } from '../gateway-metrics.js';
import type { OperationObserver } from '../observability/operation-observer.js';
import type { VariableLimits } from '../limits/variable-size.js';
import { checkCost, costOf, type CostLimits } from '../limits/operation-cost.js';
import type { FieldAttempts } from '../limits/field-attempts.js';
import { operationPrice, type OperationBudget } from '../limits/operation-budget.js';
import { isResult, type ClientResult } from './client-result.js';
import type { OperationRequest } from './operation-request.js';
import { RefusedDocument } from './document-acceptance.js';
import type { NewDocuments } from './new-documents.js';
import { pickOperation, type OperationPreparer, type BoundOperation } from './prepared-operation.js';
import { notInList, type Safelist } from './safelist.js';
import { checkVariables } from './variable-check.js';
import type { ExecutionsInFlight } from './executions-in-flight.js';

/** What transports do with operations. */
export type Operations = Pick<
  OperationService,
  'accept' | 'prepare' | 'hasPassed' | 'refusal' | 'charge' | 'run' | 'open' | 'clean'
>;

/** What the service is made of. */
export interface OperationServiceOptions {
  schema: GraphQLSchema;
  preparer: OperationPreparer;
  restrictions: Restrictions;
  newDocuments: NewDocuments;
  /** What each client may spend; without one, as much as it likes. */
  budget: OperationBudget | undefined;
  /** How often each client may fail at certain fields. */
  attempts: FieldAttempts;
  executor: Executor;
  /** Whether errors may suggest names. */
  introspection: boolean;
  limits: CostLimits & VariableLimits;
  logger: Logger;
  metrics: GatewayMetrics;
  observer: OperationObserver;
  /** The documents that clients may send, where there is a list. */
  safelist: Safelist | undefined;
  /** Where identical queries in flight meet; undefined where each is executed by itself. */
  inFlight: ExecutionsInFlight | undefined;
}

/**
 * Takes operations from any transport through the same steps: prepare (limits, validation), pick, authorise, check
 * variables, execute; and cleans errors on the way out.
 */
export class OperationService {
  constructor(private readonly options: OperationServiceOptions) {}

  /**
   * Takes in a document before it is prepared: one that is new is paid for and checked.
   * @param client whose budget and turn it takes
   * @returns the answer that refuses it, if one does
   */
  accept(query: string, client: string): Promise<ClientResult | undefined> | undefined {
    return this.options.preparer.known(query) ? undefined : this.acceptNew(query, client);
  }

  private async acceptNew(query: string, client: string): Promise<ClientResult | undefined> {
    try {
      await this.options.newDocuments.take(query, client);
      return undefined;
    } catch (error) {
      return this.refuse(error instanceof RefusedDocument ? error.errors : [error]);
    }
  }

  /**
   * Prepares what a client sent.
   * @returns the operation, or the answer that refuses it
   */
  prepare(query: string, operationName: string | null | undefined): BoundOperation | ClientResult {
    const { safelist, preparer } = this.options;
    // Before anything is parsed for good: what may not run is not looked at.
    if (safelist && !safelist.admits(query)) return this.refuse([notInList()]);
    try {
      return pickOperation(preparer.prepare(query), operationName);
    } catch (error) {
      if (error instanceof RefusedDocument) return this.refuse(error.errors);
      if (error instanceof GraphQLError) return this.refuse([error]);
      throw error;
    }
  }

  /** Whether a document has been prepared before, and was not refused. */
  hasPassed(query: string): boolean {
    return this.options.preparer.has(query);
  }

  /**
   * Runs a query or mutation; identical queries in flight are answered by one execution, each with its own checks and
   * metrics. Does not reject: a fault of ours is an error of code INTERNAL.
   */
  async run(bound: BoundOperation, request: OperationRequest): Promise<ClientResult> {
    const { observer } = this.options;
    const started = observer.begin(bound.prepared, request);
    let result: ClientResult = {};
    let ran = bound.prepared;
    try {
      if (bound.prepared.operation.operation === OperationTypeNode.SUBSCRIPTION) {
        const told = 'Subscriptions are served as text/event-stream, or over WebSocket with graphql-transport-ws.';
        return (result = this.refuse([codedError('BAD_USER_INPUT', told)]));
      }
      const admitted = this.admit(bound, request);
      if (isResult(admitted)) return (result = admitted);
      if (admitted.execution) ran = admitted.execution.operation;
      const { attempts, budget } = this.options;
      if (budget) await budget.spend(request.client, operationPrice(admitted.cost));
      const execute = (): Promise<ClientResult> => this.executed(bound, request, admitted);
      const answer = await attempts.guard(bound.prepared, request.client, execute);
      return (result = request.showCost ? { ...answer, ...this.shown(admitted.cost, request) } : answer);
    } catch (error) {
      return (result = this.refuse([error], request.requestId));
    } finally {
      observer.end(ran, request, result, started);
    }
  }

  /** Checks an operation for a viewer without running it. @returns the answer that refuses it, if one does */
  refusal(bound: BoundOperation, request: OperationRequest): ClientResult | undefined {
    const admitted = this.admit(bound, request);
    return isResult(admitted) ? admitted : undefined;
  }

  /** An error for each field of an operation that its viewer may not have and is answered null. */
  withheld({ prepared }: BoundOperation, { viewer }: OperationRequest): readonly GraphQLError[] {
    return this.options.restrictions.of(prepared, viewer)?.errors ?? [];
  }

  private async executed(bound: BoundOperation, request: OperationRequest, admitted: Admitted): Promise<ClientResult> {
    const { inFlight, metrics } = this.options;
    if (bound.prepared.operation.operation === OperationTypeNode.MUTATION) {
      // What has begun to change something is not left half done because nobody waits for the answer.
      const write = (): Promise<ClientResult> => this.execute(admitted, request, new ClientGone());
      return inFlight ? inFlight.write(write) : write();
    }
    if (!inFlight) return this.execute(admitted, request);
    const shared = inFlight.join(bound, request, (signal) => this.execute(admitted, request, signal));
    const result = await shared.execution;
    // Whoever executed it has counted his own.
    if (!shared.isOwn)
      for (const { extensions } of result.errors ?? []) metrics.errors.inc({ code: String(extensions?.code) });
    return result;
  }

  private async execute(
    admitted: Admitted,
    { requestId }: OperationRequest,
    signal?: GoneSignal,
  ): Promise<ClientResult> {
    const { execution } = admitted;
    if (!execution) return this.answer(admitted, { data: '{}' }, requestId);
    const { executor } = this.options;
    return this.answer(admitted, await executor.execute(signal ? { ...execution, signal } : execution), requestId);
  }

  /**
   * Takes the price of a subscription from the client's budget, once: its events come from what others do.
   * @returns the answer that refuses it, if one does
   */
  async charge(bound: BoundOperation, request: OperationRequest): Promise<ClientResult | undefined> {
    const { budget } = this.options;
    if (!budget) return undefined;
    const admitted = this.admit(bound, request);
    if (isResult(admitted)) return admitted;
    const spent = budget.spend(request.client, operationPrice(admitted.cost));
    return spent.then(
      () => undefined,
      (error: unknown) => this.refuse([error]),
    );
  }

  /**
   * Opens a subscription.
   * @returns the stream, or the answer that refuses it. The stream's `next()` rejects with a GraphQLError that may be
   * told to the client.
   */
  async open(bound: BoundOperation, request: OperationRequest): Promise<ResultStream<ClientResult> | ClientResult> {
    try {
      this.options.observer.nameSpan(bound.prepared);
      const admitted = this.admit(bound, request);
      if (isResult(admitted)) return admitted;
      if (!admitted.execution) throw new Error('A subscription with nothing left is refused before.');
      const { executor, observer } = this.options;
      const { operation } = admitted.execution;
      return await executor.subscribe(admitted.execution, (run) =>
        observer.event(operation, request, async () => {
          const event = await run();
          return { ...this.answer(admitted, event, request.requestId), position: event.position };
        }),
      );
    } catch (error) {
      return this.refuse([error], request.requestId);
    }
  }

  /** Cleans errors for a client, each told once: several requests may meet one fault. @param requestId for the log */
  clean(errors: readonly unknown[], requestId?: string): GraphQLFormattedError[] {
    const { logger, metrics } = this.options;
    const cleaned = errors.map((error) => {
      const formatted =
        error instanceof GraphQLError
          ? error.toJSON()
          : error instanceof Error
            ? { message: error.message }
            : (error as GraphQLFormattedError);
      return clientError(formatted, logger, error, requestId);
    });
    const distinct =
      cleaned.length > 1 ? [...new Map(cleaned.map((error) => [JSON.stringify(error), error])).values()] : cleaned;
    for (const { extensions } of distinct) metrics.errors.inc({ code: String(extensions?.code) });
    return distinct;
  }

  private admit(bound: BoundOperation, request: OperationRequest): Admitted | ClientResult {
    const { prepared } = bound;
    const { schema, introspection, limits, restrictions } = this.options;
    const restriction = restrictions.of(prepared, request.viewer);
    if (restriction?.refused) return this.refuse(restriction.errors);
    const checked = checkVariables(bound, request.variables, { schema, limits, introspection });
    if (checked.errors) return this.refuse(checked.errors);
    const { variables } = checked;
    const operation = restriction ? restriction.operation : prepared;
    const cost = operation ? costOf(operation.cost, checked.coerced) : 0;
    try {
      checkCost(cost, limits);
    } catch (error) {
      return { ...this.refuse([error]), ...this.shown(cost, request) };
    }
    const { viewer, client, requestId, signal, resumeAfter } = request;
    const execution = operation && { operation, variables, viewer, client, requestId, signal, resumeAfter };
    return { execution, restriction, variables, cost };
  }

  /** What a client is answered: with a null and an error for each field that it may not have. */
  private answer(
    { restriction, variables }: Admitted,
    { data, errors = [] }: ExecutionResult,
    requestId: string,
  ): ClientResult {
    if (!restriction && !errors.length) return { data };
    const all = restriction ? [...restriction.errors, ...errors] : errors;
    return {
      ...(all.length && { errors: this.clean(all, requestId) }),
      data: restriction ? restriction.complete(data, variables) : data,
    };
  }

  private shown(estimated: number, { showCost }: OperationRequest): Pick<ClientResult, 'extensions'> {
    return showCost ? { extensions: { cost: { estimated, limit: this.options.limits.cost } } } : {};
  }

  private refuse(errors: readonly unknown[], requestId?: string): ClientResult {
    return { errors: this.clean(errors, requestId) };
  }
}

/** An operation that may run. */
interface Admitted {
  /** Undefined where the viewer may have none of it. */
  execution: ExecutionRequest | undefined;
  /** Where the viewer may not have all of it. */
  restriction: Restriction | undefined;
  variables: Readonly<Record<string, unknown>>;
  cost: number;
}
