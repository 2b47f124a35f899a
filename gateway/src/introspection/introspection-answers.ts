import { print, printSchema, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { codedError } from '#platform/errors/graphql-errors.js';
import { poolLimits, type PlanningLimits } from '../execution/planning/planning-workers.js';
import { BoundedCache } from '#platform/caching/bounded-cache.js';
import type { PreparedOperation } from '../operations/prepared-operation.js';
import { compiledModule } from '../workers/compiled-module.js';
import { PoolBusy, WorkerPool } from '../workers/worker-pool.js';
import { TaskLost } from '../workers/worker-process.js';
import type { IntrospectionTask } from './introspection-worker.js';

/** Most characters of answers that are kept, and of the operations they answer. */
const keptCharacters = 8_000_000;

/**
 * Answers operations that ask for the schema and nothing else, in a worker that is started with the first of them. The
 * schema does not change, so that an answer is kept.
 */
export class IntrospectionAnswers {
  private readonly pool: WorkerPool<IntrospectionTask, string>;
  private readonly kept = new BoundedCache<string, string>(keptCharacters, (key, text) => key.length + text.length);
  private readonly underWay = new Map<string, Promise<string>>();
  // One object for the same text, as long as that is kept.
  private readonly printed = new WeakMap<PreparedOperation, string>();

  constructor(schema: GraphQLSchema, limits: PlanningLimits, logger: Logger) {
    this.pool = new WorkerPool({
      name: 'introspection',
      module: compiledModule('introspection/introspection-worker.js'),
      data: printSchema(schema),
      ...poolLimits(limits),
      workers: 1,
      logger,
    });
  }

  /**
   * Answers an operation.
   * @param variables of the request; others than the operation's own are left out
   * @param client whose turn it takes
   * @returns JSON text of the data
   * @throws GraphQLError TOO_EXPENSIVE, or RATE_LIMITED when too many wait
   */
  answer(
    prepared: PreparedOperation,
    variables: Readonly<Record<string, unknown>>,
    client: string,
  ): string | Promise<string> {
    const task = this.task(prepared, variables);
    const key = JSON.stringify(task);
    const known = this.kept.get(key) ?? this.underWay.get(key);
    if (known !== undefined) return known;
    const asking = this.ask(client, task, key).finally(() => this.underWay.delete(key));
    this.underWay.set(key, asking);
    return asking;
  }

  /** Ends the worker. */
  stop(): Promise<void> {
    return this.pool.stop();
  }

  private task(prepared: PreparedOperation, variables: Readonly<Record<string, unknown>>): IntrospectionTask {
    let document = this.printed.get(prepared);
    if (document === undefined) this.printed.set(prepared, (document = print(prepared.document)));
    const own = prepared.operation.variableDefinitions?.map(({ variable }) => variable.name.value) ?? [];
    const given = own.filter((name) => Object.hasOwn(variables, name)).map((name) => [name, variables[name]] as const);
    return { document, operationName: prepared.name, variables: Object.fromEntries(given) };
  }

  private async ask(client: string, task: IntrospectionTask, key: string): Promise<string> {
    try {
      const text = await this.pool.run(client, task);
      this.kept.set(key, text);
      return text;
    } catch (error) {
      if (error instanceof PoolBusy)
        throw codedError('RATE_LIMITED', 'Too many ask for the schema at once: try again in a moment.');
      if (error instanceof TaskLost && (error.loss === 'time' || error.loss === 'memory'))
        throw codedError('TOO_EXPENSIVE', 'The operation asks for too much of the schema at once.');
      throw error;
    }
  }
}
