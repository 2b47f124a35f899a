import { MeasuredProcess } from '../gateway/measured-process.js';
import type { FanoutServer } from './fanout-servers.js';
import type { ClientCommand, Delivery } from './socket-clients.js';

/** Clients in several processes. */
export class ClientFleet {
  private events = 1;

  private constructor(
    private readonly processes: readonly MeasuredProcess[],
    readonly sockets: number,
  ) {}

  /** Connects and subscribes clients; each has had its first event then. */
  static async open(
    server: FanoutServer,
    sockets: number,
    query: string,
    { processes, cores, reads = true }: { processes: number; cores?: string; reads?: boolean },
  ): Promise<ClientFleet> {
    const started = await Promise.all(
      Array.from({ length: processes }, async () => {
        const process = MeasuredProcess.start(new URL('./socket-clients.js', import.meta.url), {}, { cores });
        await process.message();
        return process;
      }),
    );
    const fleet = new ClientFleet(started, sockets);
    await fleet.connect(server, query, reads);
    return fleet;
  }

  /** Connects all clients, the first time or again. */
  async connect(server: FanoutServer, query: string, reads = true): Promise<void> {
    const count = this.processes.length;
    await this.all((n) => ({
      do: 'open',
      url: server.url,
      count: Math.floor((this.sockets + n) / count),
      tokens: server.tokens.filter((_, index) => index % count === n),
      query,
      reads,
    }));
    this.events = 1;
  }

  /** Sends an event and waits for it. @returns milliseconds to each client, not in order */
  async deliver(server: FanoutServer, milliseconds = 120_000): Promise<number[]> {
    this.events += 1;
    await server.tick();
    const deliveries = (await this.all(() => ({ do: 'await', events: this.events, milliseconds }))) as Delivery[];
    const complete = deliveries.reduce((sum, delivery) => sum + delivery.complete, 0);
    if (complete !== this.sockets)
      throw new Error(`only ${complete} of ${this.sockets} clients got event ${this.events}`);
    return deliveries.flatMap(({ latencies }) => latencies);
  }

  /** Resets all connections. */
  async reset(): Promise<void> {
    await this.all(() => ({ do: 'reset' }));
  }

  /** How many clients the server has closed. */
  async closed(): Promise<number> {
    const answers = (await this.all(() => ({ do: 'closed' }))) as { closed: number }[];
    return answers.reduce((sum, { closed }) => sum + closed, 0);
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.stop()));
  }

  private async all(command: (n: number) => ClientCommand): Promise<unknown[]> {
    return Promise.all(
      this.processes.map(async (process, n) => {
        const answer = (await process.ask(command(n))) as { error?: string };
        if (answer.error) throw new Error(answer.error);
        return answer;
      }),
    );
  }
}
