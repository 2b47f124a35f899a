import { Pool } from 'undici';

/** What a load came to. */
export interface LoadResult {
  requests: number;
  seconds: number;
  /** Milliseconds of half of the requests, and of all but one in a hundred. */
  p50: number;
  p99: number;
}

/** A client of one gateway. */
export class LoadClient {
  private readonly pool: Pool;
  private readonly path: string;

  constructor(
    url: string,
    private readonly headers: Record<string, string>,
    private readonly connections: number,
  ) {
    const { origin, pathname } = new URL(url);
    this.path = pathname;
    this.pool = new Pool(origin, { connections, pipelining: 1 });
  }

  /** Sends one operation and gives the answer's text. */
  async send(query: string): Promise<string> {
    const { body } = await this.pool.request({
      method: 'POST',
      path: this.path,
      headers: { 'content-type': 'application/json', ...this.headers },
      body: JSON.stringify({ query }),
    });
    return body.text();
  }

  /** Sends one operation again and again over all connections, for some milliseconds. */
  async run(query: string, milliseconds: number): Promise<LoadResult> {
    const times: number[] = [];
    const start = performance.now();
    const end = start + milliseconds;
    await Promise.all(
      Array.from({ length: this.connections }, async () => {
        while (performance.now() < end) {
          const sent = performance.now();
          await this.send(query);
          times.push(performance.now() - sent);
        }
      }),
    );
    times.sort((one, other) => one - other);
    const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
    return { requests: times.length, seconds: (performance.now() - start) / 1000, p50: at(0.5), p99: at(0.99) };
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}
