/** What the gateway tells a worker. Messages travel as JSON. */
export type Order<Task> = ({ kind: 'load' } & WorkerLoad) | { kind: 'task'; task: Task };

/** What a worker is started with. */
export interface WorkerLoad {
  /** Address of the compiled module that calls `serveTasks`. */
  module: string;
  /** What its `load` gets. */
  data: unknown;
  /** Most CPU time that one task may take, in ms; the start does not count. */
  timeLimit: number;
  /** Most memory of the worker's heap, in MB. */
  memoryLimit: number;
}

/** What a worker tells the gateway of a task; each is told of once. */
export type Word<Answer> = TaskOutcome<Answer> & {
  /** CPU time that the task took, in ms. */
  milliseconds: number;
};

/** How a task ended. */
export type TaskOutcome<Answer> =
  | { kind: 'answer'; answer: Answer }
  /** The task failed and what did it lives on. */
  | { kind: 'failed'; message: string; stack: string | undefined }
  /** It had to be given up, with the thread that did it. */
  | { kind: 'lost'; loss: 'time' | 'memory' | 'crash'; cause: string | undefined };
