import { createHash } from 'node:crypto';
import { canonicalJson } from '#platform/database/idempotency.js';
import type { Money } from '../money/money.js';
import type { TermsDeliverable } from './terms.entity.js';

/** What both sides accept. What is not agreed is null, never left out, so that equal terms have equal text. */
export interface TermsContent {
  collaborationId: string;
  version: number;
  fee: Money;
  deliverables: readonly TermsDeliverable[];
  usageRightsDays: number | null;
  exclusivityDays: number | null;
  note: string | null;
}

/**
 * SHA-256 of the terms in canonical JSON (RFC 8785), in hex. Numbers here are whole and strings are well-formed, so
 * sorted keys are all that canonical form asks for beyond `JSON.stringify`.
 */
export function termsHash({
  collaborationId,
  version,
  fee,
  deliverables,
  usageRightsDays,
  exclusivityDays,
  note,
}: TermsContent): string {
  const content: TermsContent = {
    collaborationId,
    version,
    fee: { amountMinor: fee.amountMinor, currency: fee.currency },
    deliverables: deliverables.map(({ content, title, dueAt }) => ({ content, title, dueAt })),
    usageRightsDays,
    exclusivityDays,
    note,
  };
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}
