import type { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { codedError } from '#platform/errors/graphql-errors.js';
import { ClientBound } from '../../limits/client-bound.js';
import { BoundedCache } from '#platform/caching/bounded-cache.js';
import { compiledModule } from '../../workers/compiled-module.js';
import { PoolBusy, WorkerPool, type WorkerPoolOptions } from '../../workers/worker-pool.js';
import { TaskLost } from '../../workers/worker-process.js';
import type { BuiltPlan, PlanAnswer, PlanTask } from './plan-builder.js';
import type { PlanningData } from './planning-worker.js';

/** What planning may take. */
export interface PlanningLimits {
  /** Most CPU time that planning one operation may take, in ms. */
  plannerTime: number;
  /** Most ways that are looked at for one selection: there may be one by each service, and by each type of an interface. */
  plannerPaths: number;
  /** Most memory of a worker that plans, in MB. */
  plannerMemory: number;
  /** Most workers that plan at a time. */
  plannerProcesses: number;
  /** Most operations that wait to be planned, and a fifth of that for one client. */
  plannerQueue: number;
  /** Most operations of one client that may be given up in a minute before nothing new of it is planned. */
  plannerLosses: number;
}

/** What limits are unless settings say otherwise. */
export const defaultPlanningLimits: PlanningLimits = {
  plannerTime: 1_000,
  // Past that their number explodes: it would not be done in the time either.
  plannerPaths: 10_000,
  plannerMemory: 256,
  plannerProcesses: 1,
  plannerQueue: 2_000,
  plannerLosses: 5,
};

/** What these limits say to a pool of workers: the planning one, and those for other work. */
export function poolLimits({
  plannerTime,
  plannerMemory,
  plannerQueue,
}: PlanningLimits): Pick<
  WorkerPoolOptions,
  'timeLimit' | 'memoryLimit' | 'waiting' | 'waitingPerClient' | 'waitLimit'
> {
  return {
    timeLimit: plannerTime,
    memoryLimit: plannerMemory,
    waiting: plannerQueue,
    waitingPerClient: Math.max(1, Math.floor(plannerQueue / 5)),
    waitLimit,
  };
}

/** Where plans come from. */
export interface PlanSource {
  /**
   * Plans an operation.
   * @param client whose turn it takes
   * @throws GraphQLError TOO_EXPENSIVE, RATE_LIMITED when too many wait, or OPERATION_PLANNING_FAILURE where no plan is
   * right; any other Error is a fault
   */
  plan(client: string, task: PlanTask): Promise<BuiltPlan>;
}

/** For how long an operation that was given up is refused without being tried again, in ms. */
const refusedFor = 60_000;

/** Most characters of such documents that are kept. */
const keptCharacters = 2_000_000;

/** Longest that an operation waits for its turn, in ms. */
const waitLimit = 10_000;

const tooLarge =
  'The operation is too large to plan. Ask for less at once, or for fewer fields of interfaces and unions.';

const tooManyLosses = 'Too many operations of yours were too large to plan: nothing new is planned for now.';

/** Plans operations in workers. What takes too long or too much is given up. */
export class PlanningWorkers implements PlanSource {
  private readonly pool: WorkerPool<PlanTask, PlanAnswer>;
  private readonly refused = new BoundedCache<string, { error: GraphQLError; until: number }>(
    keptCharacters,
    (text) => text.length,
  );

  private readonly losses: ClientBound;

  constructor(supergraphSdl: string, limits: PlanningLimits, logger: Logger) {
    this.losses = new ClientBound('planner-losses', limits.plannerLosses, tooManyLosses);
    this.pool = new WorkerPool({
      name: 'planning',
      module: compiledModule('execution/planning/planning-worker.js'),
      data: { supergraphSdl, pathsLimit: limits.plannerPaths } satisfies PlanningData,
      ...poolLimits(limits),
      workers: limits.plannerProcesses,
      logger,
    });
    this.pool.warm();
  }

  async plan(client: string, task: PlanTask): Promise<BuiltPlan> {
    const key = `${task.operationName ?? ''}\n${task.document}`;
    const refused = this.refused.get(key);
    if (refused && refused.until > performance.now()) throw refused.error;
    await this.losses.check(client);
    let answer: PlanAnswer;
    try {
      answer = await this.pool.run(client, task);
    } catch (error) {
      if (error instanceof TaskLost && (error.loss === 'time' || error.loss === 'memory'))
        await this.losses.add(client);
      throw this.told(error, key);
    }
    if ('plan' in answer) return JSON.parse(answer.plan) as BuiltPlan;
    if ('unplannable' in answer) throw this.remember(key, codedError('OPERATION_PLANNING_FAILURE', answer.unplannable));
    await this.losses.add(client);
    throw this.remember(key, codedError('TOO_EXPENSIVE', tooLarge));
  }

  /** Ends the workers. */
  stop(): Promise<void> {
    return this.pool.stop();
  }

  /** What an error of the pool comes to. What was given up once must not be tried again and again. */
  private told(error: unknown, key: string): unknown {
    if (error instanceof PoolBusy)
      return codedError('RATE_LIMITED', 'Too many new operations are waiting to be planned: try again in a moment.');
    if (!(error instanceof TaskLost) || error.loss === 'stopped') return error;
    return this.remember(
      key,
      error.loss === 'crash' ? codedError('INTERNAL', error.message) : codedError('TOO_EXPENSIVE', tooLarge),
    );
  }

  private remember(key: string, error: GraphQLError): GraphQLError {
    this.refused.set(key, { error, until: performance.now() + refusedFor });
    return error;
  }
}
