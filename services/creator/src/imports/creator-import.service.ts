import type { DataSource } from 'typeorm';
import { inTransaction } from '#platform/database/transaction.js';
import { badUserInput, forbidden, unauthenticated } from '#platform/errors/graphql-errors.js';
import { isAuthenticated, type Viewer } from '#platform/identity/viewer.js';
import type { ImportedCreatorInput, ImportOutcome } from '#schema/__generated__/creator.js';
import { AccountBook } from '../creators/account-book.js';
import type { CreatorEntity } from '../creators/creator.entity.js';
import { mayImport } from '../creators/creator.policy.js';
import { applyCreatorReport, readCreatorReport, visibleState, type CreatorReport } from './creator-report.js';
import { checked } from './item-check.js';

/** Most items of one import. */
export const maxImportItems = 500;

/** What came of one imported creator. */
export interface CreatorImportResult {
  outcome: ImportOutcome;
  message: string | null;
  field: string | null;
  creator: CreatorEntity | null;
}

/** Whoever may import, and no more than fits. @param argument name of the list */
export function requireImport(viewer: Viewer, argument: string, items: readonly unknown[]): void {
  if (!isAuthenticated(viewer)) throw unauthenticated();
  if (!mayImport(viewer)) throw forbidden();
  if (items.length > maxImportItems) throw badUserInput(argument, `may have at most ${maxImportItems} entries.`);
}

/** Taking in creators as platforms report them. */
export class CreatorImportService {
  constructor(private readonly dataSource: DataSource) {}

  /** Stores a batch in one transaction; items for the same account are applied in the order sent. */
  async import(viewer: Viewer, items: readonly ImportedCreatorInput[]): Promise<CreatorImportResult[]> {
    requireImport(viewer, 'input.creators', items);
    const now = new Date();
    const reports = items.map((item) => checked(() => readCreatorReport(item, now)));
    const good = reports.flatMap((report) => ('item' in report ? [report.item.account] : []));
    return inTransaction(this.dataSource, async (manager) => {
      const book = await AccountBook.open(manager, good);
      const results = reports.map((report): CreatorImportResult => {
        if ('item' in report) return { ...this.apply(book, report.item), message: null, field: null };
        return { outcome: 'REJECTED', message: report.rejection.message, field: report.rejection.field, creator: null };
      });
      await book.save();
      return results;
    });
  }

  private apply(book: AccountBook, report: CreatorReport): Pick<CreatorImportResult, 'outcome' | 'creator'> {
    const known = book.find(report.account);
    const { creator, account } = known ?? book.add(report.account, report.displayName);
    const before = visibleState(creator, account);
    applyCreatorReport(report, creator, account, (handle) => book.rename(account, handle));
    if (!known) return { outcome: 'CREATED', creator };
    const isChanged = known.identified === true || visibleState(creator, account) !== before;
    return { outcome: isChanged ? 'UPDATED' : 'UNCHANGED', creator };
  }
}
