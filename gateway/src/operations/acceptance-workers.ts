import { printSchema, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { codedError } from '#platform/errors/graphql-errors.js';
import { withoutStacks } from '#platform/errors/without-stacks.js';
import { poolLimits, type PlanningLimits } from '../execution/planning/planning-workers.js';
import type { DocumentLimits } from '../limits/document-limits.js';
import { compiledModule } from '../workers/compiled-module.js';
import { PoolBusy, WorkerPool } from '../workers/worker-pool.js';
import { TaskLost } from '../workers/worker-process.js';
import type { AcceptanceData } from './acceptance-worker.js';
import { RefusedDocument, type AcceptanceRules } from './document-acceptance.js';

/** Checks documents in a worker, apart from the one that plans: checks are short and do not wait for plans. */
export class AcceptanceWorkers {
  private readonly pool: WorkerPool<string, GraphQLFormattedError[]>;
  // A list, for the tables that a Map has outgrown keep what was in them, whole documents here, until the next collection of
  // the whole heap.
  private readonly underWay: { text: string; check: Promise<void> }[] = [];

  constructor(
    { schema, limits, introspection }: AcceptanceRules & { limits: DocumentLimits & PlanningLimits },
    logger: Logger,
  ) {
    const { tokens, depth, selections, aliases, rootFields, directives, overlaps, definitions, values } = limits;
    const data: AcceptanceData = {
      schema: printSchema(schema),
      limits: { tokens, depth, selections, aliases, rootFields, directives, overlaps, definitions, values },
      introspection,
    };
    this.pool = new WorkerPool({
      name: 'acceptance',
      module: compiledModule('operations/acceptance-worker.js'),
      data,
      ...poolLimits(limits),
      workers: 1,
      logger,
    });
    // Now, for a process that is large takes milliseconds to start another.
    this.pool.warm();
  }

  /**
   * Checks a document.
   * @param client whose turn it takes
   * @throws RefusedDocument, or a GraphQLError, with what to answer
   */
  check(client: string, text: string): Promise<void> {
    const same = this.underWay.find((other) => other.text === text);
    if (same) return same.check;
    const own = {
      text,
      check: this.ask(client, text).finally(() => this.underWay.splice(this.underWay.indexOf(own), 1)),
    };
    this.underWay.push(own);
    return own.check;
  }

  /** Ends the worker. */
  stop(): Promise<void> {
    return this.pool.stop();
  }

  private async ask(client: string, text: string): Promise<void> {
    let errors: GraphQLFormattedError[];
    try {
      errors = await this.pool.run(client, text);
    } catch (error) {
      if (error instanceof PoolBusy)
        throw codedError('RATE_LIMITED', 'Too many new documents are waiting to be checked: try again in a moment.');
      if (error instanceof TaskLost && (error.loss === 'time' || error.loss === 'memory'))
        throw codedError('TOO_EXPENSIVE', 'The document is too large to check.');
      throw error;
    }
    if (errors.length) throw withoutStacks(() => new RefusedDocument(errors));
  }
}
