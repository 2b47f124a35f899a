import {
  Kind,
  OperationTypeNode,
  parse,
  print,
  visit,
  type ConstValueNode,
  type FormattedExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValueNode,
} from 'graphql';
import { pino } from 'pino';
import { anonymousViewer } from '#platform/identity/viewer.js';
import { readRights } from '../../src/authorization/rights.js';
import { EventStream } from '../../src/execution/event-stream.js';
import type { ExecutionResult, Executor, ResultStream, UpstreamEvents } from '../../src/execution/executor.js';
import { fetchShape } from '../../src/execution/compile/failure-paths.js';
import { FastExecutor } from '../../src/execution/fast-executor.js';
import { RefusedDocument } from '../../src/operations/document-acceptance.js';
import { ClientAliases } from '../../src/execution/planning/client-aliases.js';
import { DecidedConditions } from '../../src/execution/planning/decided-conditions.js';
import { OperationPlanner } from '../../src/execution/planning/operation-planner.js';
import { PlanExecutor } from '../../src/execution/fallback/plan-executor.js';
import type { JsonObject } from '../../src/execution/own-property.js';
import { PlanBuilder, type BuiltPlan } from '../../src/execution/planning/plan-builder.js';
import type { PlanSource } from '../../src/execution/planning/planning-workers.js';
import { failure, readAnswer, type SubgraphAnswer } from '../../src/execution/fetch/subgraph-answer.js';
import type { SubgraphRequest, SubgraphTransport } from '../../src/execution/fetch/subgraph-transport.js';
import { readCostRules } from '../../src/limits/cost-rules.js';
import { OperationPreparer, pickOperation, type PreparedOperation } from '../../src/operations/prepared-operation.js';
import { defaultLimits } from '../../src/gateway-limits.js';
import { loadSupergraph } from '../../src/supergraph/supergraph.js';
import { compareRuns, differsByLies, type Run } from './run-comparison.js';
import { hashOf } from './seeded-random.js';
import { OperationGenerator, type GeneratedOperation } from './operation-generator.js';
import { SubgraphData } from './subgraph-data.js';
import { generateGraph } from './supergraph-generator.js';
import { weathers } from './weathers.js';
import { WholeGraph } from './whole-graph.js';

const quiet = pino({ level: 'silent' });
/** Fields of interfaces that a subgraph sees as one object, and most of them in one operation. */
const mediaFields = /\b(peers|next)\b/g;
const mostMediaFields = 3;
/** Most ways that the planner looks at for a field: here nothing ends it that takes all memory. */
const pathsLimit = 1_000;
/** Why an operation has no plan. */
const tooLarge = 'too large to plan';
/** Events of each subscription: from the second on, nothing may be left of the one before. */
const eventsEach = 2;
const unlimited = Object.fromEntries(
  Object.keys(defaultLimits).map((name) => [name, Number.MAX_SAFE_INTEGER]),
) as unknown as typeof defaultLimits;
// In parallel branches of a plan one fetch may bring the keys that another wants for fields outside the response.
const stockRepeats = 12;
/** What came of one operation. */
export interface Outcome {
  operation: GeneratedOperation;
  /** In words; undefined where both answered alike. */
  difference: string | undefined;
  /** Why a part was not compared. */
  excluded: string | undefined;
  stock: Run;
  fast: Run;
}

/** A generated graph on which operations run twice: by the stock executor, or as one whole, and by ours. */
export class GraphUnderTest {
  private readonly operations: OperationGenerator;
  private readonly preparer: OperationPreparer;
  private readonly data: Map<string, SubgraphData>;
  private readonly stock: Executor;
  /** The executor under test. */
  readonly fast: FastExecutor;
  private run: Run = emptyRun();
  /** Whether a request's text decides nothing, so that stock can be given the operation with its literals. */
  private readonly knowsNoTexts: boolean;
  /** Whether subgraphs answer with what they were not asked for. */
  private readonly lies: boolean;
  private readonly plain = new Map<string, PreparedOperation>();
  /** Salt of the delays of subgraphs. */
  private delays = 0;

  constructor(
    private readonly seed: string,
    readonly weather: string,
    /** Compares with the graph as one whole, and has services require fields with arguments, where stock is wrong. */
    private readonly asWhole = false,
  ) {
    const { supergraphSdl, subgraphs } = generateGraph(seed, asWhole);
    const graph = loadSupergraph(supergraphSdl);
    const faults = asWhole ? { ...weathers[weather]!, absent: 0 } : weathers[weather]!;
    this.data = new Map(subgraphs.map(({ name, sdl }) => [name, new SubgraphData(name, sdl, seed, faults, asWhole)]));
    this.knowsNoTexts = !faults.request && !faults.lie;
    this.lies = faults.lie > 0;
    this.operations = new OperationGenerator(graph.apiSchema);
    this.preparer = new OperationPreparer({
      schema: graph.apiSchema,
      rights: readRights(graph.supergraph),
      costRules: readCostRules(graph.supergraph),
      // Limits are not what is tested here.
      limits: unlimited,
      introspection: true,
    });
    const options = {
      graph,
      // In this process; the way through JSON text is the same.
      planner: new OperationPlanner(
        graph.plannerSchema,
        new ClientAliases(supergraphSdl),
        new DecidedConditions(supergraphSdl),
        inProcess(new PlanBuilder(supergraphSdl, pathsLimit)),
      ),
      upstream: this.upstream(graph.supergraphSchema),
      timeout: 60_000,
      logger: quiet,
    };
    const transports = new Map(subgraphs.map(({ name }) => [name, this.transport(name)]));
    this.stock = asWhole
      ? new WholeGraph(graph.apiSchema, [...this.data.values()], eventsEach)
      : new PlanExecutor({ ...options, subgraphs: transports });
    this.fast = new FastExecutor({ ...options, subgraphs: transports });
  }

  /** Runs the operation of a number through both executors. */
  async compare(number: number): Promise<Outcome> {
    const operation = this.operations.generate(`${this.seed} operation ${number}`, (query) => this.isValid(query));
    const stock = await this.execute(this.stock, operation);
    const fast = await this.execute(this.fast, operation);
    // The whole sends no requests.
    if (this.asWhole) stock.mutations = fast.mutations;
    const compared = this.asWhole ? compareRuns(withoutErrors(stock), withoutErrors(fast)) : compareRuns(stock, fast);
    // Planner and shaping are Apollo's in this, and may merge fragments in another order than the specification's.
    if (this.asWhole && compared.difference === 'order of fields')
      return { operation, stock, fast, difference: undefined, excluded: compared.difference };
    if (fast.thrown?.includes(tooLarge)) return { operation, stock, fast, difference: undefined, excluded: tooLarge };
    if (compared.difference && this.lies && differsByLies(stock, fast))
      return { operation, stock, fast, difference: undefined, excluded: 'lies that stock lets pass' };
    for (let again = 1; compared.difference && again <= stockRepeats; again += 1) {
      this.delays = again;
      const repeated = await this.execute(this.stock, operation);
      this.delays = 0;
      if (compareRuns(stock, repeated).difference && !compareRuns(repeated, fast).difference)
        return { operation, stock, fast, difference: undefined, excluded: 'stock differs by which subgraph is first' };
    }
    return { operation, stock, fast, ...compared };
  }

  private isValid(query: string): boolean {
    // With many of these below each other, the planner has more ways than fit in memory.
    if (this.asWhole && (query.match(mediaFields)?.length ?? 0) > mostMediaFields) return false;
    try {
      this.preparer.prepare(query);
      return true;
    } catch (error) {
      if (error instanceof RefusedDocument) return false;
      throw error;
    }
  }

  private async execute(executor: Executor, { query, variables }: GeneratedOperation): Promise<Run> {
    this.run = emptyRun();
    try {
      const { prepared, literals } = pickOperation(this.preparer.prepare(query), undefined);
      const plain = executor === this.stock && this.knowsNoTexts && literals !== undefined;
      const request = {
        operation: plain ? this.plainOperation(query, prepared) : prepared,
        variables: plain ? variables : { ...variables, ...literals },
        viewer: anonymousViewer,
        client: 'fuzz',
        requestId: 'fuzz',
        signal: new AbortController().signal,
      };
      const results =
        prepared.operation.operation === OperationTypeNode.SUBSCRIPTION
          ? await allOf(await executor.subscribe(request, (run) => run()))
          : [await executor.execute(request)];
      const data = results.map((result) => JSON.parse(result.data) as unknown);
      const errors = results.flatMap((result) => result.errors ?? []);
      const whole = { data: data.length > 1 ? data : data[0], ...(errors.length && { errors }) };
      this.run.result = JSON.parse(JSON.stringify(whole)) as FormattedExecutionResult;
    } catch (error) {
      this.run.thrown = String(error);
    }
    return this.run;
  }

  private plainOperation(query: string, prepared: PreparedOperation): PreparedOperation {
    let plain = this.plain.get(query);
    if (!plain) {
      const document = parse(query);
      const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
      this.plain.set(query, (plain = { ...prepared, document, operation: operation as OperationDefinitionNode }));
    }
    return plain;
  }

  private upstream(schema: GraphQLSchema): UpstreamEvents {
    return {
      open: ({ subgraph, query, operationName, variables }) => {
        const events = new EventStream<SubgraphAnswer>(
          eventsEach,
          () => new Error('too many events'),
          () => undefined,
        );
        const body = JSON.stringify({ query, variables, ...(operationName && { operationName }) });
        const push = async (): Promise<void> => {
          for (let event = 0; event < eventsEach; event += 1)
            events.push(readAnswer(await this.data.get(subgraph)!.answer(body), fetchShape(query, schema), []));
          events.end();
        };
        push().catch((error: Error) => events.end(error));
        return events;
      },
    };
  }

  private transport(name: string): SubgraphTransport {
    return {
      send: async (request: SubgraphRequest) => {
        const { run } = this;
        const { shape, body, representations } = request;
        run.requests += 1;
        run.representations += representations.length;
        run.skipped += request.skipped ?? 0;
        if (shape.rootFields[0] === '_0') run.mergedRequests += 1;
        if (shape.kind === 'mutation') {
          const { query, variables } = JSON.parse(body) as { query: string; variables: JsonObject };
          run.mutations.push(`${name} ${withValues(query, variables)}`);
        }
        // Answers come in an order that differs between the two.
        for (let turns = hashOf(`${body} ${run.requests} ${this.delays}`) % 4; turns > 0; turns -= 1)
          await new Promise((resolve) => setImmediate(resolve));
        try {
          const answered = await this.data.get(name)!.answer(body);
          const plain = !JSON.stringify(answered).includes('\\');
          const answer = readAnswer(answered, shape, representations);
          if (body.includes('_entities('))
            run.absent += Object.values(answer.data ?? {})
              .flat()
              .filter((entity) => entity === null).length;
          return { ...answer, plain };
        } catch {
          run.failedRequests += 1;
          return failure('SUBGRAPH_UNAVAILABLE', shape, representations);
        }
      },
    };
  }
}

/** A run of which the data alone counts: as one whole, the graph tells errors in its own words. */
function withoutErrors({ result, ...run }: Run): Run {
  return { ...run, ...(result && { result: { data: result.data ?? null } }) };
}

async function allOf(stream: ResultStream): Promise<ExecutionResult[]> {
  const results: ExecutionResult[] = [];
  for await (const result of stream) results.push(result);
  return results;
}

/** A request with the values of variables in their places, so that it does not matter what is one. */
function withValues(query: string, variables: JsonObject): string {
  const text = (value: unknown): ConstValueNode =>
    Array.isArray(value)
      ? { kind: Kind.LIST, values: value.map(text) }
      : { kind: Kind.STRING, value: typeof value === 'string' ? value : JSON.stringify(value) };
  const literal = (node: ValueNode): ConstValueNode | undefined => ('value' in node ? text(node.value) : undefined);
  return print(
    visit(parse(query), {
      VariableDefinition: () => null,
      Directive: () => false,
      Variable: ({ name }) => text(variables[name.value] ?? null),
      IntValue: literal,
      StringValue: { leave: literal },
      NullValue: () => text(null),
      EnumValue: literal,
    }),
  );
}

function inProcess(builder: PlanBuilder): PlanSource {
  return {
    plan: async (_client, task) => {
      const answer = builder.build(task);
      if (!('plan' in answer)) throw new Error(tooLarge);
      return JSON.parse(answer.plan) as BuiltPlan;
    },
  };
}

function emptyRun(): Run {
  return {
    requests: 0,
    representations: 0,
    skipped: 0,
    failedRequests: 0,
    mergedRequests: 0,
    absent: 0,
    mutations: [],
  };
}
