import { join } from 'node:path';
import { z } from 'zod';
import { readJson } from './data-folder-secrets.js';

const processShape = z.looseObject({
  name: z.string(),
  host: z.string().optional(),
  port: z.number().int(),
  pid: z.number().int().optional(),
  version: z.string().optional(),
  startedAt: z.string().optional(),
});
const stateShape = z.looseObject({ processes: z.array(processShape) });

/** A process of the embedded stack, as the stack wrote it down. */
export interface StackProcess {
  /** gateway, creator, brand, campaign or analytics. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly pid: number | null;
  readonly version: string | null;
  /** RFC 3339. */
  readonly startedAt: string | null;
}

/** What the embedded stack has running. */
export interface StackState {
  readonly processes: readonly StackProcess[];
  /** Base URL of the gateway; null when it is not listed. */
  readonly gatewayUrl: string | null;
}

/** Reads the state that a running stack keeps in its data folder; null where none runs. */
export function readStackState(dataDir: string): StackState | null {
  const content = stateShape.safeParse(readJson(join(dataDir, 'stack.json')));
  if (!content.success) return null;
  const processes = content.data.processes.map((entry) => ({
    name: entry.name,
    host: entry.host ?? '127.0.0.1',
    port: entry.port,
    pid: entry.pid ?? null,
    version: entry.version ?? null,
    startedAt: entry.startedAt ?? null,
  }));
  const gateway = processes.find((entry) => entry.name === 'gateway');
  return { processes, gatewayUrl: gateway ? `http://${reachable(gateway.host)}:${gateway.port}` : null };
}

/** Address under which a listening address can be reached from this machine. */
export function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
