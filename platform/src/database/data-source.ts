import 'reflect-metadata';
import pg from 'pg';
import { DataSource, type MixedList, type EntitySchema, type MigrationInterface } from 'typeorm';
import type { Metrics } from '../metrics/metrics.js';
import { tracedClientClass } from './traced-client.js';

/** A class that TypeORM maps or runs. */
type Class<T = object> = new (...parameters: never[]) => T;

/** What a service's database consists of. */
export interface DatabaseOptions {
  /** postgres:// URL. */
  url: string;
  /** Shown in pg_stat_activity. */
  name: string;
  entities: readonly (Class | EntitySchema)[];
  migrations: readonly Class<MigrationInterface>[];
  metrics?: Metrics;
  /** Connections at most. */
  poolSize?: number;
}

/** Longest a statement may run, in ms. Below the gateway's deadline: what a client is told took too long is undone. */
const statementTimeout = 8_000;
/** Longest to wait for another transaction's lock, in ms, so that waiters do not use up the pool. */
const lockTimeout = 4_000;
/** Longest a transaction may sit idle, in ms. */
const idleInTransactionTimeout = 15_000;
/** Longest to wait for a free connection, in ms. */
const connectionTimeout = 3_000;

/** How long a connection is silent before the other end is asked whether it is there, in ms. */
const keepAliveDelay = 10_000;

/**
 * Opens a pool on a service's database. Tables are made by migrations alone (`migrate`), never by synchronisation.
 * @throws Error when the server cannot be reached
 */
export async function openDatabase(options: DatabaseOptions): Promise<DataSource> {
  const Client = tracedClientClass(options.metrics?.sqlStatements);
  class TracedPool extends pg.Pool {
    constructor(config: pg.PoolConfig) {
      super({ ...config, Client });
    }
  }
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.url,
    driver: { ...pg, Pool: TracedPool, Client },
    entities: options.entities as MixedList<Class | EntitySchema>,
    migrations: options.migrations as MixedList<Class<MigrationInterface>>,
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    applicationName: options.name,
    poolSize: options.poolSize ?? 16,
    connectTimeoutMS: connectionTimeout,
    // A connection that the server closed while idle must not bring the process down; the pool replaces it.
    poolErrorHandler: () => undefined,
    extra: {
      statement_timeout: statementTimeout,
      lock_timeout: lockTimeout,
      idle_in_transaction_session_timeout: idleInTransactionTimeout,
      connectionTimeoutMillis: connectionTimeout,
      keepAlive: true,
      keepAliveInitialDelayMillis: keepAliveDelay,
    },
  });
  await dataSource.initialize();
  return dataSource;
}
