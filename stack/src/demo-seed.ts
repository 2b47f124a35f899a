import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { compiledModule, nodeArguments } from './installation.js';
import { readPrivateJson, writePrivateJson } from './private-file.js';
import { RotatingLog } from './rotating-log.js';
import { serviceNames, type ServiceName } from './settings.js';
import { StartError } from './start-error.js';

/** How far one phase of a service's demo data is. */
export interface SeedProgress {
  service: ServiceName;
  /** Such as `videos`. */
  phase: string;
  done: number;
  total: number;
}

const lineShape = z.object({ phase: z.string(), done: z.number(), total: z.number() });

/** `demo.json` in the data folder: whether demo data was wanted at the first start, and which services have theirs. */
const recordShape = z.object({
  wanted: z.boolean(),
  finished: z.array(z.enum(serviceNames)),
  /** The moment that the demo data ends at, RFC 3339: the same for all services, whenever each of them gets its part. */
  now: z.iso.datetime(),
});

/** From this phase on the marketplace is served; what is still to come only makes the past longer. */
const backgroundPhase = 'history';

export interface SeedOptions {
  dataFolder: string;
  logs: string;
  environment: (service: ServiceName) => NodeJS.ProcessEnv;
  progress: (progress: SeedProgress) => void;
  signal: AbortSignal;
}

/** Demo data that is being loaded. */
export interface Seeding {
  /** Settles when there is enough for the marketplace to be served. */
  serveable: Promise<void>;
  /** Settles when everything is loaded. */
  finished: Promise<void>;
}

/**
 * Which services still need their demo data. The first start of a data folder decides whether there is any at all, so
 * that a marketplace that was begun empty never gets invented creators later.
 * @param empty the wish of this start
 */
export function missingDemoData(dataFolder: string, empty: boolean): { wanted: boolean; missing: ServiceName[] } {
  const file = recordFile(dataFolder);
  const known = recordShape.safeParse(readPrivateJson(file));
  const record = known.success ? known.data : { wanted: !empty, finished: [], now: new Date().toISOString() };
  if (!known.success) writePrivateJson(file, record);
  return {
    wanted: record.wanted,
    missing: record.wanted ? serviceNames.filter((name) => !record.finished.includes(name)) : [],
  };
}

/**
 * Loads demo data, one service after the other, each in a process of its own. A service whose load was interrupted is
 * loaded again at the next start.
 * @throws StartError (through both promises) where a service's load fails
 */
export function seedDemoData(services: readonly ServiceName[], options: SeedOptions): Seeding {
  let reportServeable: () => void = () => undefined;
  const background = new Promise<void>((resolve) => (reportServeable = resolve));
  const finished = (async () => {
    for (const service of services) {
      const last = service === services.at(-1);
      await seedService(service, options, (phase) => {
        if (last && phase === backgroundPhase) reportServeable();
      });
      const record = recordShape.parse(readPrivateJson(recordFile(options.dataFolder)));
      writePrivateJson(recordFile(options.dataFolder), { ...record, finished: [...record.finished, service] });
    }
  })();
  return { serveable: Promise.race([background, finished]), finished };
}

async function seedService(
  service: ServiceName,
  options: SeedOptions,
  entered: (phase: string) => void,
): Promise<void> {
  const script = compiledModule(`services/${service}/src/seed.js`);
  if (!existsSync(script))
    throw new StartError(`The demo data of ${service} cannot be loaded: ${script} is missing, run npm run build.`);
  const { now } = recordShape.parse(readPrivateJson(recordFile(options.dataFolder)));
  const logFile = join(options.logs, `seed-${service}.log`);
  const log = new RotatingLog(logFile);
  const child = spawn(process.execPath, nodeArguments(script), {
    env: { ...options.environment(service), STACK_CHILD: '1', SEED_NOW: now },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  let killer: NodeJS.Timeout | undefined;
  const end = () => {
    child.kill('SIGTERM');
    killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  };
  options.signal.addEventListener('abort', end, { once: true });
  const ended = new Promise<string | undefined>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : (signal ?? `exit code ${code}`)));
  });
  child.stderr?.on('data', (chunk: Buffer) => log.write(chunk));
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const progress = parseProgress(line);
    if (!progress) return log.write(`${line}\n`);
    entered(progress.phase);
    options.progress({ service, ...progress });
  });
  const failure = await ended;
  clearTimeout(killer);
  options.signal.removeEventListener('abort', end);
  const words = log.tail(1).join('');
  log.close();
  options.signal.throwIfAborted();
  if (failure !== undefined)
    throw new StartError(
      `The demo data of ${service} could not be loaded (${failure})${words ? `: ${words}` : ''}. The log is ${logFile}.`,
    );
}

function parseProgress(line: string): z.infer<typeof lineShape> | undefined {
  try {
    return lineShape.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function recordFile(dataFolder: string): string {
  return join(dataFolder, 'demo.json');
}
