import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateJson } from './private-file.js';
import { isSameProcessRunning, processIdentity, signalProcess, waitForExit } from './process-identity.js';

const processShape = z.object({
  /** creator, brand, campaign, analytics, gateway, simulator, postgres. */
  name: z.string(),
  state: z.enum(['starting', 'ready', 'pausing', 'stopped']),
  /** Null between two starts. */
  pid: z.number().nullable(),
  /** For comparison with the process that has this pid now. */
  startedAt: z.string().nullable(),
  port: z.number().nullable(),
  /** Base URL; null where the process serves no HTTP. */
  url: z.string().nullable(),
  restarts: z.number(),
  version: z.string(),
  logFile: z.string(),
});

const stateShape = z.object({
  /** Of the supervisor. */
  pid: z.number(),
  startedAt: z.string(),
  /** RFC 3339. */
  since: z.string(),
  /** Of the marketplace. */
  version: z.string(),
  node: z.string(),
  dataFolder: z.string(),
  gatewayUrl: z.string(),
  processes: z.array(processShape),
});

/** What runs, as `stack.json` in the data folder tells it to `npx marketplace status`. It is there while a stack runs. */
export type StackState = z.infer<typeof stateShape>;
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
  const candidates = (state?.processes ?? []).flatMap(({ name, pid, startedAt }) =>
    pid === null || startedAt === null || name === 'postgres' ? [] : [{ name, pid, startedAt }],
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
