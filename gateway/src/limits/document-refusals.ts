import type { GraphQLError } from 'graphql';
import { BoundedCache } from '#platform/caching/bounded-cache.js';
import { ClientBound } from './client-bound.js';

/** By how many times the bound a client may go on after it was told to wait. */
const patience = 4;

/** Share of the bound that one document at most takes of that: a client is told more than once, whatever it sends. */
const largestStep = 0.1;

/** Most clients that nothing is read of. One that is forgotten is told again, and counted on. */
const keptClients = 20_000;

const tooMany = 'Too many documents of yours were refused: no new ones are looked at for now.';

const unread = 'Too many documents of yours were refused, and you went on: nothing of yours is read for now.';

/** What a refused document counts: a person's mistakes are many and short, what takes a gateway long is long. */
const pointsOf = ({ length }: string): number => 1 + Math.floor(length / 1_000);

/**
 * Counts for a minute what was refused of each client's documents, in points. Of one that has reached the bound no new
 * document is looked at, and it is told so. What it goes on to send counts as well, and past four times the bound nothing
 * of it is read any more until a minute is over: to read bodies is most of what its documents take by then.
 */
export class DocumentRefusals {
  private readonly refused: ClientBound;
  private readonly sentOn: ClientBound;
  /** Until when nothing of a client is read, on the clock of `performance.now()`. */
  private readonly ignored = new BoundedCache<string, number>(keptClients);

  /** @param most points of one client in a minute */
  constructor(private readonly most: number) {
    this.refused = new ClientBound('document-refusals', most, tooMany);
    this.sentOn = new ClientBound('documents-sent-on', patience * most, unread);
  }

  /** @throws GraphQLError RATE_LIMITED, with when to come back, for a client that has reached the bound */
  async check(client: string, text: string): Promise<void> {
    try {
      await this.refused.check(client);
    } catch (told) {
      const step = Math.min(pointsOf(text), Math.max(1, largestStep * this.most));
      const { points, milliseconds } = await this.sentOn.add(client, step);
      if (points >= patience * this.most) this.ignored.set(client, performance.now() + milliseconds);
      throw told;
    }
  }

  /** Counts a document that is refused. */
  async add(client: string, text: string): Promise<void> {
    await this.refused.add(client, pointsOf(text));
  }

  /** The refusal of a client that nothing is read of; undefined for all others. */
  refusal(client: string): GraphQLError | undefined {
    const left = (this.ignored.get(client) ?? 0) - performance.now();
    return left > 0 ? this.sentOn.refusal(left) : undefined;
  }
}
