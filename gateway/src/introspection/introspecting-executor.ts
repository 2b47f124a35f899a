import type { EventStep, ExecutionRequest, ExecutionResult, Executor, ResultStream } from '../execution/executor.js';
import type { IntrospectionAnswers } from './introspection-answers.js';

/** Answers what asks for the schema and nothing else without a plan; all else is another executor's. */
export class IntrospectingExecutor implements Executor {
  constructor(
    private readonly others: Executor,
    private readonly answers: IntrospectionAnswers,
  ) {}

  // Not async itself: nearly every operation is another's, and would wait for one more promise.
  execute(request: ExecutionRequest): Promise<ExecutionResult> {
    return request.operation.introspection?.isAlone ? this.introspected(request) : this.others.execute(request);
  }

  private async introspected({ operation, variables, client }: ExecutionRequest): Promise<ExecutionResult> {
    return { data: await this.answers.answer(operation, variables, client) };
  }

  subscribe<Result>(request: ExecutionRequest, step: EventStep<Result>): Promise<ResultStream<Result>> {
    return this.others.subscribe(request, step);
  }
}
