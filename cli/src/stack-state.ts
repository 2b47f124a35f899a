import { join } from 'node:path';
import { z } from 'zod';
import { readJson } from './data-folder-secrets.js';

/** A process of the running marketplace. */
export interface StackProcess {
  name: string;
  /** As its supervisor sees it. */
  state: string;
  port: number | null;
  /** Base URL; null where the process serves no HTTP. */
  url: string | null;
  restarts: number;
  version: string;
}

/** What the embedded stack has running, as it keeps it in its data folder. */
export interface StackState {
  /** Without a path. */
  gatewayUrl: string;
  processes: StackProcess[];
}

const reportShape = z.object({ name: z.string(), state: z.string(), restarts: z.number(), version: z.string() });
const fileShape = z.object({
  gatewayUrl: z.string(),
  processes: z.array(reportShape.extend({ host: z.string(), port: z.number() })),
  postgres: z.object({ port: z.number(), version: z.string(), pid: z.number().optional() }).optional(),
  workers: z.array(reportShape),
});

/** Reads the state that a running stack keeps in its data folder; null where none runs. */
export function readStackState(dataDir: string): StackState | null {
  const file = fileShape.safeParse(readJson(join(dataDir, 'stack.json'))).data;
  if (!file) return null;
  const silent = { port: null, url: null };
  const postgres = file.postgres && {
    ...silent,
    name: 'postgres',
    state: file.postgres.pid === undefined ? 'pausing' : 'ready',
    port: file.postgres.port,
    restarts: 0,
    version: file.postgres.version,
  };
  return {
    gatewayUrl: file.gatewayUrl,
    processes: [
      ...file.processes.map((served) => ({ ...served, url: `http://${served.host}:${served.port}` })),
      ...(postgres ? [postgres] : []),
      ...file.workers.map((worker) => ({ ...worker, ...silent })),
    ],
  };
}
