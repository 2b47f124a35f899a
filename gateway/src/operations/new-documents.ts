import { GraphQLError } from 'graphql';
import type { ClientBound } from '../limits/client-bound.js';
import { newDocumentPrice, type OperationBudget } from '../limits/operation-budget.js';
import type { AcceptanceWorkers } from './acceptance-workers.js';
import { RefusedDocument } from './document-acceptance.js';
import type { OperationPreparer } from './prepared-operation.js';
import type { Safelist } from './safelist.js';

/** What new documents are taken in with. */
export interface NewDocumentsOptions {
  preparer: OperationPreparer;
  acceptance: AcceptanceWorkers;
  /** What each client may spend; without one, as much as it likes. */
  budget: OperationBudget | undefined;
  /** How many documents of each client may be refused; without one, as many as it sends. */
  refusals: ClientBound | undefined;
  /** The documents that clients may send, where there is a list. */
  safelist: Safelist | undefined;
}

/** Longest document that is checked here as long as there is time, in tokens: that takes less than asking a worker. */
const shortDocument = 250;

/** Codes of documents that are refused for what they are. */
const ofDocument: readonly unknown[] = ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'TOO_EXPENSIVE'];

/**
 * Takes in documents that are not known: each is paid for, measured, checked (by a worker, where it is long or one of
 * many) and prepared. Of a client that sends bad ones all the time no more are looked at.
 */
export class NewDocuments {
  constructor(private readonly options: NewDocumentsOptions) {}

  /**
   * Takes in a document, which is prepared afterwards; but for one that is not on an enforced list, which nobody looks at.
   * @param client whose budget and turn it takes
   * @throws RefusedDocument, or a GraphQLError, with what to answer
   */
  async take(query: string, client: string): Promise<void> {
    const { budget, refusals, safelist } = this.options;
    await budget?.spend(client, newDocumentPrice(query));
    if (safelist?.enforces) return;
    await refusals?.check(client);
    try {
      await this.check(query, client);
    } catch (error) {
      if (isRefusal(error)) await refusals?.add(client);
      throw error;
    }
  }

  private async check(query: string, client: string): Promise<void> {
    const { preparer, acceptance } = this.options;
    const isShort = preparer.measure(query) <= shortDocument;
    const here = isShort && preparer.allowance.isLeft;
    if (!here) await acceptance.check(client, query);
    preparer.prepare(query, !here);
  }
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof RefusedDocument || (error instanceof GraphQLError && ofDocument.includes(error.extensions.code))
  );
}
