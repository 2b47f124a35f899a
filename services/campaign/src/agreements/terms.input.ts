import { InputCheck } from '#platform/errors/user-errors.js';
import type { ProposeTermsInput } from '#schema/__generated__/campaign.js';
import { checkDate } from '../dates/date.check.js';
import { checkIdempotencyKey } from '../idempotency/idempotency-key.check.js';
import { checkMoney } from '../money/money.js';
import type { TermsContent } from './terms.hash.js';

const maxDeliverables = 50;
const maxTitle = 200;
const maxUsageRightsDays = 36_500;
const maxExclusivityDays = 3_650;
const maxNote = 5_000;

function readDays(check: InputCheck, name: string, days: number | null | undefined, max: number): number | null {
  check.require(days == null || (days >= 0 && days <= max), 'INVALID', `${name} must be 0 to ${max}.`, name);
  return days ?? null;
}

/** Checks a proposal. @throws UserProblem with everything that is wrong */
export function readTerms(input: ProposeTermsInput): {
  key: string;
  content: Omit<TermsContent, 'collaborationId' | 'version'>;
} {
  const check = new InputCheck();
  const key = checkIdempotencyKey(check, input.idempotencyKey);
  checkMoney(check, input.fee, 'fee');
  const { length } = input.deliverables;
  check.require(
    length >= 1 && length <= maxDeliverables,
    'INVALID',
    `There must be 1 to ${maxDeliverables} deliverables.`,
    'deliverables',
  );
  const deliverables = input.deliverables.slice(0, maxDeliverables).map(({ content, title, dueAt }, index) => {
    const path = ['deliverables', String(index)];
    checkDate(check, dueAt, ...path, 'dueAt');
    return {
      content,
      title: check.text(title, { min: 1, max: maxTitle }, ...path, 'title'),
      dueAt: dueAt?.toISOString() ?? null,
    };
  });
  const content = {
    fee: { amountMinor: input.fee.amountMinor, currency: input.fee.currency },
    deliverables,
    usageRightsDays: readDays(check, 'usageRightsDays', input.usageRightsDays, maxUsageRightsDays),
    exclusivityDays: readDays(check, 'exclusivityDays', input.exclusivityDays, maxExclusivityDays),
    note: input.note == null ? null : check.text(input.note, { max: maxNote }, 'note') || null,
  };
  check.done();
  return { key, content };
}
