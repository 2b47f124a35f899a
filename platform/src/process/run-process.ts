import type { Logger } from 'pino';
import { ConfigurationError } from '../configuration/environment.js';
import { startTracing } from '../traces/tracing.js';

/** Something that runs until it is stopped. */
export interface Running {
  /** Stops taking work, finishes what is under way, lets go of everything. */
  stop(): Promise<void>;
  /** Least level that is logged of the process itself from now on. */
  logLevel?: string;
}

/** Longest a graceful stop may take, in ms. */
const stopTimeout = 10_000;

/**
 * Runs a process: starts it, stops it on SIGTERM or SIGINT, and with its supervisor (an IPC channel that closes).
 * Traces are on if settings say so. A start that fails is one clear sentence per problem and exit code 1.
 */
export async function runProcess(logger: Logger, start: () => Promise<Running>): Promise<void> {
  let running: Running | undefined;
  let stopTracing: (() => Promise<void>) | undefined;
  let stopping = false;
  const stop = async (why: string, exitCode: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ why }, 'stopping');
    const watchdog = setTimeout(() => process.exit(exitCode || 1), stopTimeout);
    watchdog.unref();
    try {
      await running?.stop();
      await stopTracing?.();
    } catch (error) {
      logger.error({ err: error }, 'stop failed');
      exitCode ||= 1;
    }
    process.exit(exitCode);
  };
  process.once('SIGTERM', () => void stop('SIGTERM', 0));
  process.once('SIGINT', () => void stop('SIGINT', 0));
  process.once('disconnect', () => void stop('the supervisor is gone', 0));
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught exception');
    void stop('uncaught exception', 1);
  });
  process.on('unhandledRejection', (reason) => {
    logger.fatal({ err: reason }, 'unhandled rejection');
    void stop('unhandled rejection', 1);
  });
  try {
    stopTracing = await startTracing(String(logger.bindings().process), logger);
    running = await start();
    // Not before: a start that fails says why, whatever the level.
    if (running.logLevel) logger.level = running.logLevel;
    logger.info('started');
  } catch (error) {
    if (error instanceof ConfigurationError) for (const problem of error.problems) logger.fatal(problem);
    else if (isPortTaken(error))
      logger.fatal(
        `Port ${error.port} is taken: stop what uses it, or set another (PORT of a service, GATEWAY_PORT of the gateway).`,
      );
    else logger.fatal({ err: error }, 'start failed');
    process.exit(1);
  }
}

function isPortTaken(error: unknown): error is NodeJS.ErrnoException & { port: number } {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === 'EADDRINUSE' && 'port' in error;
}
