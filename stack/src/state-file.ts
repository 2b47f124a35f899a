import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateJson } from './private-file.js';
import { isSameProcessRunning, processIdentity, signalProcess, waitForExit } from './process-identity.js';

const processShape = z.object({
  name: z.string(),
  state: z.enum(['starting', 'ready', 'pausing', 'stopped']),
  /** Left out between two starts. */
  pid: z.number().int().optional(),
  /** What tells the process from a later one with the same pid. */
  identity: z.string().optional(),
  /** Of this life of the process. RFC 3339. */
  startedAt: z.string().optional(),
  /** After the first start. */
  restarts: z.number().int(),
  version: z.string(),
  logFile: z.string(),
});

const listenerShape = processShape.extend({ host: z.string(), port: z.number().int() });

const stateShape = z.object({
  /** Of the supervisor. */
  pid: z.number().int(),
  /** RFC 3339. */
  startedAt: z.string(),
  /** Of Node. */
  node: z.string(),
  /** Where clients go: with scheme, host and port, without a path. */
  gatewayUrl: z.string(),
  /** gateway, creator, brand, campaign, analytics: what serves HTTP. */
  processes: z.array(listenerShape),
  /** The embedded Postgres, where it is used. */
  postgres: z
    .object({
      host: z.string(),
      port: z.number().int(),
      pid: z.number().int().optional(),
      version: z.string(),
      logFile: z.string(),
    })
    .optional(),
  /** Processes that serve nothing: the simulator. */
  workers: z.array(processShape),
});

/** What runs, as `stack.json` in the data folder tells it to `npx marketplace status`. It is there while a stack runs. */
export type StackState = z.infer<typeof stateShape>;
/** The part of it that every process has. */
export type ProcessReport = z.infer<typeof processShape>;

const fileName = 'stack.json';

/** Says what runs. Never fails the stack: who asks for the state sees an older one. */
export function writeStackState(dataFolder: string, state: StackState): void {
  try {
    writePrivateJson(join(dataFolder, fileName), state);
  } catch {
    // Said above.
  }
}

export function removeStackState(dataFolder: string): void {
  rmSync(join(dataFolder, fileName), { force: true });
}

/**
 * Ends the processes of a stack whose supervisor was killed. They notice by themselves; this waits for it, and kills who
 * takes too long. Must only be called by who holds the data folder's lock.
 * @returns names of those that were still there
 */
export async function endLeftoverProcesses(dataFolder: string): Promise<string[]> {
  const state = readState(dataFolder);
  const candidates = [...(state?.processes ?? []), ...(state?.workers ?? [])].flatMap(({ name, pid, identity }) =>
    pid === undefined || identity === undefined ? [] : [{ name, pid, startedAt: identity }],
  );
  const left = candidates.filter(isSameProcessRunning);
  for (const { pid } of left) signalProcess(pid, 'SIGTERM');
  await Promise.all(
    left.map(async (identity) => {
      if (await waitForExit(identity, 10_000)) return;
      if (processIdentity(identity.pid)?.startedAt === identity.startedAt) signalProcess(identity.pid, 'SIGKILL');
      await waitForExit(identity, 2_000);
    }),
  );
  removeStackState(dataFolder);
  return left.map(({ name }) => name);
}

function readState(dataFolder: string): StackState | undefined {
  try {
    return stateShape.safeParse(JSON.parse(readFileSync(join(dataFolder, fileName), 'utf8'))).data;
  } catch {
    return undefined;
  }
}
