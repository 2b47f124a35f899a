import type { Logger } from 'pino';
import type { Running } from './run-process.js';

/**
 * Does something again and again in the background, with a pause in between; a run that fails is logged and the next
 * one comes after the same pause.
 */
export class RepeatedTask implements Running {
  private stopped = false;
  private endPause: () => void = () => undefined;
  private readonly finished: Promise<void>;

  /**
   * @param name for the log
   * @param pause between two runs, in ms
   */
  constructor(
    private readonly name: string,
    private readonly pause: number,
    private readonly work: () => Promise<unknown>,
    private readonly logger: Logger,
  ) {
    this.finished = this.repeat();
  }

  private async repeat(): Promise<void> {
    while (!this.stopped) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.pause);
        this.endPause = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (this.stopped) return;
      try {
        await this.work();
      } catch (error) {
        this.logger.warn({ err: error, task: this.name }, 'a background task failed; it will be tried again');
      }
    }
  }

  /** Stops after the run under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.endPause();
    await this.finished;
  }
}
