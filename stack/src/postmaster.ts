import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { PostgresCluster } from './postgres-cluster.js';
import {
  processCommand,
  processIdentity,
  signalProcess,
  waitForExit,
  type ProcessIdentity,
} from './process-identity.js';
import type { RotatingLog } from './rotating-log.js';
import { errorCode, errorMessage, StartError } from './start-error.js';

/** A running server process. */
export interface Postmaster {
  pid: number;
  /** Settles when the process has ended, whoever ended it, with how it ended. */
  ended: Promise<string>;
  /** Ends sessions and then the server, in good order. */
  stop(): Promise<void>;
}

const startTimeoutMs = 120_000;
const fastShutdownMs = 30_000;

/**
 * Ends a server that an earlier, killed starter has left on this cluster, and clears the way for the next one.
 * Must only be called by who holds the data folder's lock: a server that is in use looks the same.
 * @returns whether one was found running
 */
export async function endLeftover(folder: string): Promise<boolean> {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return false;
  const lines = readFileSync(file, 'utf8').split('\n');
  const identity = processIdentity(Number(lines[0]));
  if (identity && processCommand(identity.pid)?.includes(`-D ${folder} `)) {
    await endServer(identity);
    return true;
  }
  // The server is dead, yet Postgres would refuse to start where its id is found: with some other program by now, or
  // with a dead process that nobody has asked after (in containers, often for ever). Removing the file would also remove
  // the mark by which Postgres notices sessions that outlived their server; its parent's id, ours, it takes for no obstacle.
  writeFileSync(file, [String(process.pid), ...lines.slice(1)].join('\n'));
  return false;
}

/**
 * Starts a server on 127.0.0.1 and waits until it answers queries; after a crash that includes its recovery.
 * @param settings run-time settings by name, as in postgresql.conf
 * @throws StartError where it does not come up, with its own last words
 */
export async function startPostmaster(
  cluster: PostgresCluster,
  port: number,
  settings: Record<string, string>,
  log: RotatingLog,
): Promise<Postmaster> {
  // -D with a space after it, and something after the folder: `endLeftover` looks for that.
  const args = [
    '-D',
    cluster.folder,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const child = spawn(cluster.binaries.postgres, args, {
    ...cluster.account,
    cwd: '/',
    env: { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Out of the terminal's reach: Ctrl-C must end the services first.
    detached: true,
  });
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  child.stdout.on('data', (chunk: Buffer) => log.write(chunk));
  child.stderr.on('data', (chunk: Buffer) => log.write(chunk));
  const identity = child.pid === undefined ? undefined : processIdentity(child.pid);
  const server: Postmaster = {
    pid: child.pid ?? 0,
    ended,
    stop: async () => {
      if (identity && isRunning(child)) await endServer(identity);
      await ended;
    },
  };
  let gone: string | undefined;
  void ended.then((how) => (gone = how));
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    if (gone !== undefined)
      throw new StartError(`Postgres did not start (${gone}): ${log.tail(3).join(' ') || 'it said nothing'}`);
    if (await answers(cluster, port)) return server;
    if (Date.now() > deadline) {
      await server.stop();
      throw new StartError(`Postgres did not answer within ${startTimeoutMs / 1000} s: ${log.tail(1).join('')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** One try to talk to the server. */
async function answers(cluster: PostgresCluster, port: number): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: cluster.password,
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === '28P01')
      throw new StartError(
        `Postgres refuses the password that is kept for ${cluster.folder}: put back the postgres.json that belongs to it.`,
        { cause: error },
      );
    // Not listening yet, or still recovering.
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code?.startsWith('57P')) return false;
    if (/timeout|terminated/i.test(errorMessage(error))) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function endServer(identity: ProcessIdentity): Promise<void> {
  // SIGINT is the fast shutdown: sessions are ended, everything is written down. SIGQUIT leaves the rest to recovery.
  signalProcess(identity.pid, 'SIGINT');
  if (await waitForExit(identity, fastShutdownMs)) return;
  signalProcess(identity.pid, 'SIGQUIT');
  if (await waitForExit(identity, 10_000)) return;
  signalProcess(identity.pid, 'SIGKILL');
  await waitForExit(identity, 5_000);
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
