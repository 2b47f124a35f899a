import { createHash } from 'node:crypto';
import { prettyFormatQueryPlan, type QueryPlan } from '@apollo/query-planner';
import type { Logger } from 'pino';
import type { OperationRequest } from '../operations/operation-request.js';
import type { PreparedOperation } from '../operations/prepared-operation.js';
import type { FetchTime } from './fetch-times.js';
import { planWithoutValues } from './plan-without-values.js';

/** Shortest time between two lines of one label, in ms. */
const linePause = 10_000;

/** Longest plan in a line, in characters. */
const longestPlan = 8_000;

/** Longest name in a line, in characters, and most names of variables: both come from clients. */
const longestName = 100;
const mostVariables = 50;

/** An operation that took too long. */
export interface SlowOperation {
  /** Label of its metrics. */
  label: string;
  operation: PreparedOperation;
  request: OperationRequest;
  milliseconds: number;
  outcome: string;
  fetches: readonly FetchTime[];
  /** Undefined where there is none: the operation was refused, or its plan is gone. */
  plan: QueryPlan | undefined;
}

/**
 * Logs operations that took too long, with what tells why: the plan and the time of each request to a subgraph. Values
 * that a client sent, in variables or in the document, are in no line. At most one line per label in ten seconds, which
 * tells how many were left out; labels are bounded.
 */
export class SlowOperations {
  private readonly lines = new Map<string, { next: number; suppressed: number }>();

  constructor(
    private readonly logger: Logger,
    private readonly now: () => number = Date.now,
  ) {}

  /** Writes a line, unless there was one a moment ago. */
  report({ label, operation, request, milliseconds, outcome, fetches, plan }: SlowOperation): void {
    const now = this.now();
    const line = this.lines.get(label);
    if (line && now < line.next) {
      line.suppressed += 1;
      return;
    }
    this.lines.set(label, { next: now + linePause, suppressed: 0 });
    const { viewer, variables } = request;
    const declared = operation.operation.variableDefinitions ?? [];
    const given = declared.map(({ variable }) => variable.name.value).filter((name) => variables && name in variables);
    this.logger.warn(
      {
        operation: operation.name?.slice(0, longestName) ?? null,
        operationType: operation.operation.operation,
        document: hash(request.query),
        milliseconds: Math.round(milliseconds),
        outcome,
        suppressed: line?.suppressed ?? 0,
        variables: given.slice(0, mostVariables).map((name) => name.slice(0, longestName)),
        viewer: { role: viewer.role, subject: hash(viewer.subject).slice(0, 16) },
        fetches: fetches.map((fetch) => ({ ...fetch, milliseconds: Math.round(fetch.milliseconds) })),
        plan: plan && prettyFormatQueryPlan(planWithoutValues(plan)).slice(0, longestPlan),
      },
      'slow operation',
    );
  }
}

/** SHA-256 in hex; of a document it is what persisted queries go by. */
function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
