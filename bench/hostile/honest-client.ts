import { Pool } from 'undici';

/** How long requests took, in ms. */
export interface HonestTimes {
  requests: number;
  p50: number;
  p99: number;
  worst: number;
}

/** A client that asks the same at a steady rate, whatever becomes of its earlier requests. */
export class HonestClient {
  private readonly pool: Pool;
  private readonly path: string;
  private readonly body: string;

  constructor(
    url: string,
    private readonly headers: Record<string, string>,
    query: string,
  ) {
    const { origin, pathname } = new URL(url);
    this.path = pathname;
    this.body = JSON.stringify({ query });
    this.pool = new Pool(origin, { connections: 50, pipelining: 1 });
  }

  /**
   * Asks for some milliseconds.
   * @param rate requests a second. Time counts from when a request was due, so that waiting for others is seen
   * @throws Error for an answer that is not right
   */
  async run(rate: number, milliseconds: number): Promise<HonestTimes> {
    const times: number[] = [];
    const underWay: Promise<void>[] = [];
    const start = performance.now();
    const count = Math.floor((milliseconds * rate) / 1000);
    for (let number = 0; number < count; number += 1) {
      const due = start + (number * 1000) / rate;
      const wait = due - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      // A timer of this process that comes late is no time of the gateway.
      const sent = performance.now();
      underWay.push(this.ask().then(() => void times.push(performance.now() - sent)));
    }
    await Promise.all(underWay);
    times.sort((one, other) => one - other);
    const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
    return { requests: times.length, p50: at(0.5), p99: at(0.99), worst: times.at(-1) ?? 0 };
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private async ask(): Promise<void> {
    const { statusCode, body } = await this.pool.request({
      method: 'POST',
      path: this.path,
      headers: { 'content-type': 'application/json', ...this.headers },
      body: this.body,
    });
    const text = await body.text();
    if (statusCode !== 200 || text.includes('"errors"'))
      throw new Error(`answered ${statusCode}: ${text.slice(0, 200)}`);
  }
}
