import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { RepeatedTask } from '#platform/process/repeated-task.js';
import type { Running } from '#platform/process/run-process.js';

/** How a supergraph file is watched. */
export interface SupergraphFileOptions {
  path: string;
  /** What is served already. */
  content: string;
  /** Milliseconds between two looks; 0 to look when told only. */
  interval: number;
  /** Takes another content; not called again for the same. */
  onChange: (supergraphSdl: string) => Promise<unknown>;
  logger: Logger;
}

/**
 * A supergraph file that may change. It is read and compared again and again, since a notice of the file system is lost
 * where the file is a link that is put elsewhere, as container platforms do.
 */
export class SupergraphFile implements Running {
  private content: string;
  private readonly task: RepeatedTask | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(private readonly options: SupergraphFileOptions) {
    this.content = options.content;
    const { interval, logger } = options;
    this.task = interval ? new RepeatedTask('supergraph file', interval, () => this.look(), logger) : undefined;
  }

  /** Looks at the file now. */
  look(): Promise<void> {
    return (this.looking = this.looking.then(() => this.lookOnce()));
  }

  private async lookOnce(): Promise<void> {
    const { path, logger, onChange } = this.options;
    let content: string;
    try {
      content = await readFile(path, 'utf8');
    } catch (error) {
      logger.warn({ err: error }, 'the supergraph file cannot be read: the supergraph that is served stays');
      return;
    }
    if (content === this.content) return;
    this.content = content;
    await onChange(content);
  }

  async stop(): Promise<void> {
    await this.task?.stop();
    await this.looking;
  }
}
