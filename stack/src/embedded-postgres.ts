import { createHmac } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { freePort } from '#platform/process/free-ports.js';
import { openCluster, type PostgresCluster } from './postgres-cluster.js';
import { endLeftover, startPostmaster, type Postmaster } from './postmaster.js';
import { RotatingLog } from './rotating-log.js';
import { errorMessage, StartError } from './start-error.js';

export interface EmbeddedPostgresOptions {
  /** Exists, and is this caller's alone while the server runs. The cluster, its record and its log go there. */
  dataFolder: string;
  /** Default: a free one. */
  port?: number;
  /** Databases that are made when missing, each with an owner of the same name who gets into no other. */
  databases?: readonly string[];
  /** For tests: nothing waits for the disk, and `stop` removes the data folder. */
  ephemeral?: boolean;
  /** Called with short lines for people. */
  say?: (line: string) => void;
  /** Called between the end of a leftover server and the start of ours; what it throws stops the start. */
  beforeListening?: () => Promise<void>;
}

/** A Postgres 18 of our own. It is started again when it ends by itself, until it is stopped. */
export interface EmbeddedPostgres {
  /** Connection URL of one of the `databases`, with its owner and password. */
  url(database: string): string;
  /** Connection URL of the database `postgres` with the superuser, for making others. */
  adminUrl: string;
  port: number;
  /** Version of the server, such as `18.4`. */
  version: string;
  /** Of the server process; undefined while it is being started again. */
  pid(): number | undefined;
  /** Ends the server in good order. Safe to call twice. */
  stop(): Promise<void>;
}

const shortestPauseMs = 250;
const longestPauseMs = 10_000;

/**
 * Starts Postgres on 127.0.0.1 with its data below `dataFolder`, as an ordinary user or as root. Recovers what a crash
 * has left: a server that outlived its starter is ended first.
 * @throws StartError where it cannot start
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataFolder, ephemeral = false, say = () => undefined } = options;
  const cluster = await openCluster(dataFolder, { durable: !ephemeral, say });
  if (await endLeftover(cluster.folder)) say('Ended a Postgres that an earlier start had left behind');
  await options.beforeListening?.();
  const port = options.port ?? (await freePort());
  const url = (database: string) =>
    `postgresql://${database}:${ownerPassword(cluster, database)}@127.0.0.1:${port}/${database}`;
  const adminUrl = `postgresql://postgres:${cluster.password}@127.0.0.1:${port}/postgres`;

  mkdirSync(join(dataFolder, 'logs'), { recursive: true, mode: 0o700 });
  const log = new RotatingLog(join(dataFolder, 'logs', 'postgres.log'));
  const settings = serverSettings(ephemeral);
  let server: Postmaster | undefined = await startWithPatience(cluster, port, settings, log);
  let stopping = false;
  const wake = new AbortController();

  const watch = async () => {
    while (server) {
      const how = await server.ended;
      server = undefined;
      if (stopping) return;
      say(`Postgres ended by itself (${how}); starting it again`);
      for (let pause = shortestPauseMs; !server && !stopping; pause = Math.min(pause * 2, longestPauseMs)) {
        await pauseFor(pause, wake.signal);
        if (stopping) return;
        server = await startPostmaster(cluster, port, settings, log).catch((error: unknown) => {
          say(errorMessage(error));
          return undefined;
        });
      }
      if (server) say('Postgres is back');
    }
  };
  const watching = watch();

  const stop = async () => {
    stopping = true;
    wake.abort();
    await server?.stop();
    await watching;
    // A start that was under way when `stop` was called may have succeeded meanwhile.
    await server?.stop();
    log.close();
    if (!ephemeral) return;
    // Outside the data folder, the cluster has a folder to itself.
    rmSync(cluster.outside ? dirname(cluster.folder) : cluster.folder, { recursive: true, force: true });
    rmSync(dataFolder, { recursive: true, force: true });
  };

  try {
    const version = await makeDatabases(adminUrl, options.databases ?? [], (database) =>
      ownerPassword(cluster, database),
    );
    return { url, adminUrl, port, version, pid: () => server?.pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Settings given on the command line, so that there is no second place where they are kept. */
function serverSettings(ephemeral: boolean): Record<string, string> {
  const durable = ephemeral ? 'off' : 'on';
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    max_connections: '200',
    shared_buffers: '128MB',
    effective_cache_size: '512MB',
    max_wal_size: '2GB',
    // What was acknowledged survives a kill: never off where data is kept.
    fsync: durable,
    synchronous_commit: durable,
    full_page_writes: durable,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // Statements may carry personal data.
    log_min_error_statement: 'panic',
  };
}

/** Sessions of a server that was killed need a moment to notice, and until then a new one refuses to start. */
async function startWithPatience(
  cluster: PostgresCluster,
  port: number,
  settings: Record<string, string>,
  log: RotatingLog,
): Promise<Postmaster> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    try {
      return await startPostmaster(cluster, port, settings, log);
    } catch (error) {
      if (!(error instanceof StartError) || !error.message.includes('shared memory block') || Date.now() > deadline)
        throw error;
      await pauseFor(500);
    }
  }
}

/** @returns the server's version */
async function makeDatabases(
  adminUrl: string,
  databases: readonly string[],
  passwordOf: (database: string) => string,
): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const roles = await client.query<{ rolname: string }>('select rolname from pg_roles');
    const existing = await client.query<{ datname: string }>('select datname from pg_database');
    for (const name of databases) {
      const quoted = client.escapeIdentifier(name);
      const verb = roles.rows.some(({ rolname }) => rolname === name) ? 'alter' : 'create';
      await client.query(`${verb} role ${quoted} login password ${client.escapeLiteral(passwordOf(name))}`);
      if (!existing.rows.some(({ datname }) => datname === name))
        await client.query(`create database ${quoted} owner ${quoted}`);
      await client.query(`revoke connect, temporary on database ${quoted} from public`);
    }
    const version = await client.query<{ server_version: string }>('show server_version');
    return version.rows[0]?.server_version ?? 'unknown';
  } finally {
    await client.end();
  }
}

/** Follows from the superuser's, so that there is one password to keep. Hexadecimal digits. */
function ownerPassword(cluster: PostgresCluster, database: string): string {
  return createHmac('sha256', cluster.password).update(`owner of ${database}`).digest('hex');
}

function pauseFor(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
