import type { PreparedOperation } from '../operations/prepared-operation.js';
import type { EventStep, ExecutionRequest, ExecutionResult, Executor, ResultStream } from '../execution/executor.js';
import type { IntrospectionAnswers } from './introspection-answers.js';
import { joinedData, partIntrospection, type IntrospectionParts } from './introspection-part.js';

/**
 * Answers what operations ask of the schema, without a plan; all else is another executor's. The planner has an older
 * idea of what can be asked of a schema, without `isOneOf` for one.
 */
export class IntrospectingExecutor implements Executor {
  // As long as the prepared operations that they are parts of.
  private readonly parts = new WeakMap<PreparedOperation, IntrospectionParts>();

  constructor(
    private readonly others: Executor,
    private readonly answers: IntrospectionAnswers,
  ) {}

  // Not async itself: nearly every operation is another's, and would wait for one more promise.
  execute(request: ExecutionRequest): Promise<ExecutionResult> {
    const { introspection } = request.operation;
    if (!introspection) return this.others.execute(request);
    return introspection.isAlone ? this.introspected(request) : this.inParts(request);
  }

  private async introspected({ operation, variables, client }: ExecutionRequest): Promise<ExecutionResult> {
    return { data: await this.answers.answer(operation, variables, client) };
  }

  private async inParts(request: ExecutionRequest): Promise<ExecutionResult> {
    const { operation } = request;
    let parts = this.parts.get(operation);
    if (!parts) this.parts.set(operation, (parts = partIntrospection(operation)));
    const [introspected, rest] = await Promise.all([
      this.introspected({ ...request, operation: parts.introspection }),
      this.others.execute({ ...request, operation: parts.rest }),
    ]);
    return { ...rest, data: joinedData(parts, introspected.data, rest.data) };
  }

  subscribe<Result>(request: ExecutionRequest, step: EventStep<Result>): Promise<ResultStream<Result>> {
    return this.others.subscribe(request, step);
  }
}
