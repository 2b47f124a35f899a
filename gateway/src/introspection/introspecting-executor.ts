import type { EventStep, ExecutionRequest, ExecutionResult, Executor, ResultStream } from '../execution/executor.js';
import type { IntrospectionAnswers } from './introspection-answers.js';

/** Answers what asks for the schema and nothing else without a plan; all else is another executor's. */
export class IntrospectingExecutor implements Executor {
  constructor(
    private readonly others: Executor,
    private readonly answers: IntrospectionAnswers,
  ) {}

  async execute(request: ExecutionRequest): Promise<ExecutionResult> {
    const { operation, variables, client } = request;
    if (!operation.introspection?.isAlone) return this.others.execute(request);
    return { data: await this.answers.answer(operation, variables, client) };
  }

  subscribe<Result>(request: ExecutionRequest, step: EventStep<Result>): Promise<ResultStream<Result>> {
    return this.others.subscribe(request, step);
  }
}
