import pg from 'pg';
import { isThrownOut } from './transaction.js';

/** Work that was stopped because nobody waits for it any more. SQLSTATE query_canceled, as where a statement was. */
export class WorkStopped extends Error {
  readonly code = '57014';

  constructor() {
    super('canceling work that nobody waits for');
    this.name = 'WorkStopped';
  }
}

/** Tries to cancel a statement, before its connection is given up: one that comes before the statement has no effect. */
const cancelAttempts = 4;

/** From one try to the next, and longest for the server to take one in, in ms. */
const cancelPause = 500;

/** What `pg` has of a client beyond its types. */
interface ClientInternals {
  host: string;
  port: number;
  ssl: unknown;
  processID: number;
  secretKey: number;
  connection: pg.Connection;
}

/** What `pg` has of a connection beyond its types. */
interface CancelConnection extends pg.Connection {
  connect(port: number | string, host?: string): void;
  requestSsl(): void;
  cancel(processID: number, secretKey: number): void;
}

/**
 * Watches over a statement under way: when the signal falls it is cancelled at the server, and when the server says
 * nothing for too long the connection is closed, since it may be cut off without a word. Either way the statement's
 * promise settles, and not before a cancellation has reached the server: it must not hit the connection's next statement.
 * Where the server has thrown the client out, it does not settle before the connection is closed: the server hangs up
 * somewhat later than it says so, and meanwhile the pool would hand the connection out again.
 * @param signal falls when the statement's result is wanted no more
 * @param silence longest to wait for the statement's end, in ms
 */
export async function guardStatement<Result>(
  client: pg.Client,
  statement: Promise<Result>,
  signal: AbortSignal | undefined,
  silence: number,
): Promise<Result> {
  let cancelled: Promise<void>[] = [];
  const close = (): void => {
    void closeConnection(client);
    // Nothing can be hit by what is still on its way.
    cancelled = [];
  };
  let timer = setTimeout(close, silence);
  const stop = (): void => {
    clearTimeout(timer);
    if (cancelled.length === cancelAttempts) return close();
    cancelled.push(cancelStatement(client));
    timer = setTimeout(stop, cancelPause);
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await statement;
  } catch (error) {
    if (isThrownOut(error)) await closeConnection(client);
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    await Promise.all(cancelled);
  }
}

/**
 * Closes a connection without a goodbye: nobody may be there to hear it. The pool replaces it. Resolves when the client
 * knows.
 */
function closeConnection(client: pg.Client): Promise<void> {
  const { stream } = (client as unknown as ClientInternals).connection;
  if (stream.closed) return Promise.resolve();
  return new Promise((resolve) => {
    stream.once('close', () => resolve());
    stream.destroy();
  });
}

/**
 * Asks the server to cancel what a client runs, over a connection of its own (CancelRequest of the Postgres protocol,
 * which needs no place in any pool). Resolves when the server has taken it in, which it says by closing; never rejects.
 */
function cancelStatement(client: pg.Client): Promise<void> {
  const { host, port, ssl, processID, secretKey } = client as unknown as ClientInternals;
  const connection = new pg.Connection({ ssl } as ConstructorParameters<typeof pg.Connection>[0]) as CancelConnection;
  return new Promise((resolve) => {
    const timer = setTimeout(() => connection.stream.destroy(), cancelPause);
    const send = (): void => connection.cancel(processID, secretKey);
    connection.on('connect', () => (ssl ? connection.requestSsl() : send()));
    connection.on('sslconnect', send);
    // A server that cannot be reached has nothing to cancel; the statement's own timer decides.
    connection.on('error', () => undefined);
    connection.on('end', () => {
      clearTimeout(timer);
      resolve();
    });
    if (host.startsWith('/')) connection.connect(`${host}/.s.PGSQL.${port}`);
    else connection.connect(port, host);
  });
}
