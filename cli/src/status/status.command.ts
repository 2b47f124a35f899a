import { fetch } from 'undici';
import { CommandFailure } from '../command-failure.js';
import type { CliEnvironment } from '../environment.js';
import { type StackProcess, readStackState } from '../stack-state.js';
import { textTable } from '../text-table.js';

/** What a process says of itself. */
interface Health {
  readonly ready: boolean;
  /** ready, not ready (with the reason), no answer; for a process without HTTP what the stack says. */
  readonly state: string;
  readonly uptimeSeconds: number | null;
}

/**
 * `marketplace status`: every process with state, port, version and uptime, as a table on stdout.
 * @returns the exit code: 0 when everything is ready, else 1
 * @throws CommandFailure when nothing runs
 */
export async function statusCommand(environment: CliEnvironment): Promise<number> {
  const stack = readStackState(environment.dataDir);
  const processes = stack?.processes ?? processesFromSettings(environment);
  const healths = await Promise.all(processes.map(readHealth));
  if (!processes.some((process, index) => process.url !== null && healths[index]!.state !== 'no answer')) {
    throw new CommandFailure(
      stack
        ? 'Nothing runs: the marketplace was ended without being stopped.'
        : `Nothing runs here (data folder ${environment.dataDir}).`,
      'Start it with npm start; if it uses another folder or other ports, set DATA_DIR, or GATEWAY_PORT and the others.',
    );
  }
  const rows = processes.map((process, index) => {
    const health = healths[index]!;
    return [
      process.name,
      health.state,
      process.port ?? '-',
      process.version,
      formatUptime(health.uptimeSeconds),
      process.restarts,
    ];
  });
  console.log(textTable(['process', 'state', 'port', 'version', 'uptime', 'restarts'], rows));
  return healths.every((health) => health.ready) ? 0 : 1;
}

/** The processes where no embedded stack runs, as their settings have them. */
function processesFromSettings(environment: CliEnvironment): StackProcess[] {
  return Object.entries(environment.processUrls).map(([name, url]) => ({
    name,
    url,
    port: Number(new URL(url).port) || null,
    state: 'unknown',
    restarts: 0,
    version: '-',
  }));
}

/** Asks a process whether it is ready; a process without HTTP is taken at the stack's word. */
async function readHealth(process: StackProcess): Promise<Health> {
  if (process.url === null) return { ready: process.state === 'ready', state: process.state, uptimeSeconds: null };
  try {
    const response = await fetch(new URL('/health/ready', process.url), { signal: AbortSignal.timeout(3_000) });
    const body = (await response.json().catch(() => ({}))) as { uptimeSeconds?: number; reason?: string };
    return {
      ready: response.ok,
      // The gateway's reason begins with these words itself.
      state: response.ok ? 'ready' : ['not ready', body.reason?.replace(/^not ready: /, '')].filter(Boolean).join(': '),
      uptimeSeconds: body.uptimeSeconds ?? null,
    };
  } catch {
    return { ready: false, state: 'no answer', uptimeSeconds: null };
  }
}

/** Uptime in its two largest units, such as `3 h 12 min`; `-` when unknown. */
export function formatUptime(seconds: number | null): string {
  if (seconds === null) return '-';
  const units = [
    ['d', Math.floor(seconds / 86_400)],
    ['h', Math.floor(seconds / 3600) % 24],
    ['min', Math.floor(seconds / 60) % 60],
    ['s', Math.floor(seconds) % 60],
  ] as const;
  const first = units.findIndex(([, amount]) => amount > 0);
  if (first === -1) return '0 s';
  return units
    .slice(first, first + 2)
    .map(([unit, amount]) => `${amount} ${unit}`)
    .join(' ');
}
