import { GraphQLError } from 'graphql';
import type { DocumentRefusals } from '../limits/document-refusals.js';
import { newDocumentPrice, type OperationBudget } from '../limits/operation-budget.js';
import type { AcceptanceWorkers } from './acceptance-workers.js';
import { BoundedCache } from '#platform/caching/bounded-cache.js';
import { RefusedDocument } from './document-acceptance.js';
import { sha256 } from './document-hash.js';
import type { OperationPreparer } from './prepared-operation.js';
import { notInList, type Safelist } from './safelist.js';

/** What new documents are taken in with. */
export interface NewDocumentsOptions {
  preparer: OperationPreparer;
  acceptance: AcceptanceWorkers;
  /** What each client may spend; without one, as much as it likes. */
  budget: OperationBudget | undefined;
  /** How much of each client's documents may be refused; without one, all that it sends. */
  refusals: DocumentRefusals | undefined;
  /** The documents that clients may send, where there is a list. */
  safelist: Safelist | undefined;
  /** Milliseconds of a clock that does not jump. */
  now?: () => number;
}

/** Longest document that is checked here as long as there is time: asking a worker takes more than to check it. */
const shortDocument = {
  tokens: 250,
  /** However few tokens: to find the line of an error, all lines before it are gone through. */
  characters: 2_000,
};

/** Most characters that are counted here. A worker has to count them too. */
const longestCounted = 100_000;

/** Most characters of a refused document that is known again. */
const longestRemembered = 20_000;

/** For how long it is, in ms. */
const rememberedFor = 60_000;

/** Most characters of those at a time: an error of parsing holds the text that it is of. */
const keptCharacters = 2_000_000;

/** Codes of documents that are refused for what they are. */
const ofDocument: readonly unknown[] = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'TOO_EXPENSIVE',
  'PERSISTED_QUERY_NOT_IN_LIST',
];

/**
 * Takes in documents that are not known: each is paid for, measured, checked (by a worker, where it is long or one of
 * many) and prepared. Of a client that sends bad ones all the time no more are looked at. A bad one that comes again is
 * answered from memory and counts once: it is a front end that is out of date, rather than somebody who wants to do harm.
 */
export class NewDocuments {
  /** Why documents were refused, by the hash of their text. */
  private readonly refused = new BoundedCache<string, Refusal>(keptCharacters, (_key, { characters }) => characters);
  private readonly now: () => number;

  constructor(private readonly options: NewDocumentsOptions) {
    this.now = options.now ?? (() => performance.now());
  }

  /**
   * Takes in a document, which is prepared afterwards.
   * @param client whose budget and turn it takes
   * @throws RefusedDocument, or a GraphQLError, with what to answer
   */
  async take(query: string, client: string): Promise<void> {
    const { budget, refusals, safelist } = this.options;
    await budget?.spend(client, newDocumentPrice(query));
    const key = query.length <= longestRemembered ? sha256(query) : undefined;
    const before = this.refusalOf(key);
    if (before) {
      // For its count of what is not on it.
      safelist?.admits(query);
      throw before.error;
    }
    await refusals?.check(client, query);
    try {
      if (safelist?.enforces && !safelist.admits(query)) throw notInList();
      await this.check(query, client);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await refusals?.add(client, query);
      // Nobody else asks the list about it.
      if (!safelist?.enforces) safelist?.admits(query);
      if (key !== undefined)
        this.refused.set(key, { error, until: this.now() + rememberedFor, characters: query.length });
      throw error;
    }
  }

  private async check(query: string, client: string): Promise<void> {
    const { preparer, acceptance } = this.options;
    const tokens = query.length <= longestCounted ? preparer.measure(query) : Infinity;
    const isShort = tokens <= shortDocument.tokens && query.length <= shortDocument.characters;
    const here = isShort && preparer.allowance.isLeft;
    if (!here) await acceptance.check(client, query);
    preparer.prepare(query, !here);
  }

  private refusalOf(key: string | undefined): Refusal | undefined {
    const known = key === undefined ? undefined : this.refused.get(key);
    return known && known.until > this.now() ? known : undefined;
  }
}

/** Why a document was refused. */
interface Refusal {
  error: unknown;
  /** Until when it is known again. */
  until: number;
  characters: number;
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof RefusedDocument || (error instanceof GraphQLError && ofDocument.includes(error.extensions.code))
  );
}
