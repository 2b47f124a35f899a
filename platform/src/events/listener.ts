import pg from 'pg';
import type { Logger } from 'pino';

/**
 * Listens for wake-ups on a connection of its own, and listens again when it is lost. A wake-up is a hint: `wake` is
 * also called after every reconnection and every `pollSeconds`, so a lost one delays and never loses.
 */
export class WakeUpListener {
  private client: pg.Client | undefined;
  private stopped = false;
  private retry: NodeJS.Timeout | undefined;
  private readonly poll: NodeJS.Timeout;

  /** @param channel a plain lower-case name */
  constructor(
    private readonly url: string,
    private readonly channel: string,
    private readonly wake: (payload: string) => void,
    private readonly logger: Logger,
    pollSeconds = 5,
  ) {
    this.poll = setInterval(() => this.wake(''), pollSeconds * 1000);
    this.poll.unref();
    void this.connect(100);
  }

  private async connect(delay: number): Promise<void> {
    if (this.stopped) return;
    const client = new pg.Client({
      connectionString: this.url,
      application_name: `listen-${this.channel}`,
      keepAlive: true,
      connectionTimeoutMillis: 3_000,
    });
    let lost = false;
    const again = (error?: unknown): void => {
      if (lost || this.stopped) return;
      lost = true;
      if (error) this.logger.warn({ err: error, channel: this.channel }, 'listening connection lost');
      void client.end().catch(() => undefined);
      this.retry = setTimeout(() => void this.connect(Math.min(delay * 2, 5_000)), delay);
    };
    client.on('error', again);
    client.on('end', () => again());
    client.on('notification', (message) => this.wake(message.payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${this.channel}`);
      this.client = client;
      if (this.stopped) await client.end();
      delay = 100;
      this.wake('');
    } catch (error) {
      again(error);
    }
  }

  /** Stops listening. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.poll);
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }
}
