/** What a worker process is told. Messages travel as `serialization: 'advanced'` has them, which is structured clone. */
export type Order<Data, Task> = { kind: 'load'; data: Data; timeLimit: number } | { kind: 'task'; task: Task };

/** What a worker process tells the one that started it. */
export type Word<Answer> =
  | { kind: 'ready' }
  | { kind: 'answer'; answer: Answer }
  /** The task failed and the worker lives on. */
  | { kind: 'failed'; message: string; stack: string | undefined };

/** The signal by which a worker ends itself when a task took more CPU than it may: what the system sends for that, too. */
export const outOfTime = 'SIGXCPU';
