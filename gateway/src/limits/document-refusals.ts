import type { GraphQLError } from 'graphql';
import { BoundedCache } from '#platform/caching/bounded-cache.js';
import { ClientBound } from './client-bound.js';

/** Past so many times the bound of its refused documents a client has been told often enough. */
const patience = 5;

/** Most clients that nothing is read of. One that is forgotten is told again, and counted on. */
const keptClients = 20_000;

const tooMany = 'Too many documents of yours were refused: no new ones are looked at for now.';

const unread = 'Too many documents of yours were refused, and you went on: nothing of yours is read for now.';

/** What a refused document counts: a person's mistakes are many and short, what takes a gateway long is long. */
const pointsOf = ({ length }: string): number => 1 + Math.floor(length / 1_000);

/**
 * Counts for a minute what was refused of each client's documents, in points. Of one that has reached the bound no new
 * document is looked at. What it goes on to send counts as well, and past five times the bound nothing of it is read
 * any more until the minute is over: to read bodies is most of what hostile documents take then.
 */
export class DocumentRefusals {
  private readonly bound: ClientBound;
  /** Until when nothing of a client is read, on the clock of `performance.now()`. */
  private readonly ignored = new BoundedCache<string, number>(keptClients);

  /** @param most points of one client in a minute */
  constructor(private readonly most: number) {
    this.bound = new ClientBound('document-refusals', most, tooMany);
  }

  /** @throws GraphQLError RATE_LIMITED, with when to come back, for a client that has reached the bound */
  async check(client: string, text: string): Promise<void> {
    try {
      await this.bound.check(client);
    } catch (error) {
      await this.add(client, text);
      throw error;
    }
  }

  /** Counts a document that is refused. */
  async add(client: string, text: string): Promise<void> {
    const { points, milliseconds } = await this.bound.add(client, pointsOf(text));
    if (points >= patience * this.most) this.ignored.set(client, performance.now() + milliseconds);
  }

  /** The refusal of a client that nothing is read of; undefined for all others. */
  refusal(client: string): GraphQLError | undefined {
    const left = (this.ignored.get(client) ?? 0) - performance.now();
    return left > 0 ? this.bound.refusal(left, unread) : undefined;
  }
}
