import { join } from 'node:path';
import { z } from 'zod';
import { readJson } from './data-folder-secrets.js';

const stateShape = z.object({
  /** Of the supervisor. */
  pid: z.number(),
  gatewayUrl: z.string(),
  processes: z.array(
    z.object({
      name: z.string(),
      state: z.string(),
      port: z.number().nullable(),
      /** Base URL; null where the process serves no HTTP. */
      url: z.string().nullable(),
      restarts: z.number(),
      version: z.string(),
    }),
  ),
});

/** What the embedded stack has running, as it keeps it in its data folder. */
export type StackState = z.infer<typeof stateShape>;
/** One process of it. */
export type StackProcess = StackState['processes'][number];

/** Reads the state that a running stack keeps in its data folder; null where none runs. */
export function readStackState(dataDir: string): StackState | null {
  return stateShape.safeParse(readJson(join(dataDir, 'stack.json'))).data ?? null;
}
