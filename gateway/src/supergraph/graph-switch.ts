import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { codedError } from '#platform/errors/graphql-errors.js';
import type { ResultStream } from '../execution/executor.js';
import { isResult, type ClientResult } from '../operations/client-result.js';
import type { OperationRequest } from '../operations/operation-request.js';
import type { Operations } from '../operations/operation-service.js';
import type { BoundOperation, PreparedOperation } from '../operations/prepared-operation.js';
import type { ServedGraph } from '../served-graph.js';
import { CuttableStream } from './cuttable-stream.js';

/** A supergraph that is or was served, with what runs on it. */
interface Generation {
  graph: ServedGraph;
  /** Queries and mutations under way. */
  running: number;
  streams: Set<RunningStream>;
  /** Set once it is not served any more: until then nothing new can come to it. */
  grace: NodeJS.Timeout | 'over' | undefined;
  stopped: Promise<void> | undefined;
}

interface RunningStream {
  bound: BoundOperation;
  request: OperationRequest;
  stream: CuttableStream<ClientResult>;
}

/** How long an older supergraph waits for operations that were prepared on it and did not begin yet, in ms. */
const grace = 1_000;

/** Most supergraphs at once, the one that is served included: subscriptions on older ones are ended. */
const mostGenerations = 4;

/**
 * Serves one supergraph after another without a pause. What runs goes on where it began; what comes goes to the newest.
 * Subscriptions whose fields are gone, or whose viewer may no longer have them, are ended.
 */
export class GraphSwitch implements Operations {
  private readonly generations: [Generation, ...Generation[]];
  /** Where operations were prepared; those of the first supergraph are not in it. */
  private readonly homes = new WeakMap<PreparedOperation, Generation>();
  private readonly first: Generation;

  constructor(
    graph: ServedGraph,
    private readonly logger: Logger,
  ) {
    this.first = newGeneration(graph);
    this.generations = [this.first];
  }

  /** The supergraph that new operations go to. */
  get current(): ServedGraph {
    return this.generations[0].graph;
  }

  accept(query: string, client: string): ReturnType<Operations['accept']> {
    return this.current.operations.accept(query, client);
  }

  prepare(query: string, operationName: string | null | undefined): BoundOperation | ClientResult {
    const [generation] = this.generations;
    const bound = generation.graph.operations.prepare(query, operationName);
    if (generation !== this.first && !isResult(bound)) this.homes.set(bound.prepared, generation);
    return bound;
  }

  hasPassed(query: string): boolean {
    return this.current.operations.hasPassed(query);
  }

  clean(errors: readonly unknown[], requestId?: string): ReturnType<Operations['clean']> {
    return this.current.operations.clean(errors, requestId);
  }

  refusal(bound: BoundOperation, request: OperationRequest): ClientResult | undefined {
    return this.homeOf(bound).graph.operations.refusal(bound, request);
  }

  charge(bound: BoundOperation, request: OperationRequest): Promise<ClientResult | undefined> {
    return this.homeOf(bound).graph.operations.charge(bound, request);
  }

  async run(bound: BoundOperation, request: OperationRequest): Promise<ClientResult> {
    const generation = this.homeOf(bound);
    generation.running += 1;
    try {
      return await generation.graph.operations.run(bound, request);
    } finally {
      generation.running -= 1;
      this.settle(generation);
    }
  }

  async open(bound: BoundOperation, request: OperationRequest): Promise<ResultStream<ClientResult> | ClientResult> {
    const generation = this.homeOf(bound);
    generation.running += 1;
    try {
      const opened = await generation.graph.operations.open(bound, request);
      if (isResult(opened)) return opened;
      const running = {
        bound,
        request,
        stream: new CuttableStream(opened, () => {
          generation.streams.delete(running);
          this.settle(generation);
        }),
      };
      generation.streams.add(running);
      // The supergraph may have been replaced while the subscription opened.
      if (generation !== this.generations[0]) this.endMisfit(running);
      return running.stream;
    } finally {
      generation.running -= 1;
      this.settle(generation);
    }
  }

  /** Serves another supergraph from now on. */
  replace(graph: ServedGraph): void {
    const older = [...this.generations];
    this.generations.unshift(newGeneration(graph));
    for (const [age, generation] of older.entries()) {
      generation.grace ??= setTimeout(() => {
        generation.grace = 'over';
        this.settle(generation);
      }, grace);
      for (const running of generation.streams) {
        if (age + 1 < mostGenerations) this.endMisfit(running);
        else running.stream.cut(codedError('SUBGRAPH_UNAVAILABLE', 'The graph has changed; subscribe again.'));
      }
    }
  }

  /** Lets go of every supergraph, when what runs has ended. */
  async stop(): Promise<void> {
    for (const { grace: timer } of this.generations) if (typeof timer === 'object') clearTimeout(timer);
    await Promise.all(this.generations.map((generation) => (generation.stopped ??= generation.graph.stop())));
  }

  private homeOf({ prepared }: BoundOperation): Generation {
    return this.homes.get(prepared) ?? this.first;
  }

  /** Ends a subscription that the supergraph served now would not take. */
  private endMisfit({ bound, request, stream }: RunningStream): void {
    const { operations } = this.current;
    const fresh = operations.prepare(request.query, request.operationName);
    const refusal = isResult(fresh) ? fresh : operations.refusal(fresh, request);
    const [first] = refusal?.errors ?? (isResult(fresh) ? [] : this.newlyWithheld(bound, fresh, request));
    if (!first) return;
    stream.cut(new GraphQLError(`The graph has changed. ${first.message}`, { extensions: first.extensions ?? {} }));
  }

  /** Fields that the stream tells its viewer still, and the supergraph served now would not. */
  private newlyWithheld(bound: BoundOperation, fresh: BoundOperation, request: OperationRequest): GraphQLError[] {
    const before = this.homeOf(bound).graph.operations.withheld(bound, request);
    const known = new Set(before.map(({ path }) => path?.join('.')));
    return this.current.operations.withheld(fresh, request).filter(({ path }) => !known.has(path?.join('.')));
  }

  /** Stops an older supergraph that nothing runs on. */
  private settle(generation: Generation): void {
    if (generation.grace !== 'over' || generation.running || generation.streams.size || generation.stopped) return;
    generation.stopped = generation.graph.stop().catch((error: unknown) => {
      this.logger.warn({ err: error }, 'an older supergraph did not stop cleanly');
    });
    this.generations.splice(this.generations.indexOf(generation), 1);
  }
}

function newGeneration(graph: ServedGraph): Generation {
  return { graph, running: 0, streams: new Set(), grace: undefined, stopped: undefined };
}
