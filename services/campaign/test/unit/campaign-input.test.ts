import { describe, expect, it } from '@jest/globals';
import { UserProblem } from '#platform/errors/user-errors.js';
import type { ProposeTermsInput } from '#schema/__generated__/campaign.js';
import { termsHash } from '../../src/agreements/terms.hash.js';
import { readTerms } from '../../src/agreements/terms.input.js';
import { readChanges, readDraft, type CampaignContent } from '../../src/campaigns/campaign.input.js';

const draft = { name: 'Spring', objective: 'AWARENESS', visibility: 'OPEN' } as const;
const terms = {
  collaborationId: 'c',
  fee: { amountMinor: 100, currency: 'VND' },
  deliverables: [{ content: 'PHOTO', title: 'One' }],
  idempotencyKey: 'k',
} satisfies ProposeTermsInput;

/** Problems of an input as `CODE path`. */
function problems(run: () => unknown): string[] {
  try {
    run();
    return [];
  } catch (error) {
    if (!(error instanceof UserProblem)) throw error;
    return error.userErrors.map(({ code, field }) => `${code} ${field?.join('.') ?? ''}`);
  }
}

describe('a draft', () => {
  it('is tidied: names trimmed, tags bare and lower case, blank and repeated lines dropped', () => {
    const content = readDraft({
      ...draft,
      name: '  Xuân 🌸 ',
      brief: {
        summary: ' ',
        dos: ['One', ' ', 'One'],
        hashtags: ['#Été', 'été', '＃桜', '#'],
        mentions: ['@Lumen.vn'],
      },
    });
    expect(content).toMatchObject({
      name: 'Xuân 🌸',
      brief: { summary: null, dos: ['One'], donts: [], hashtags: ['été', '桜'], mentions: ['Lumen.vn'] },
      budgetMinor: null,
      budgetCurrency: null,
    });
  });

  it('is told everything that is wrong at once', () => {
    expect(
      problems(() =>
        readDraft({
          ...draft,
          name: ' ',
          brief: { summary: 'x'.repeat(5_001), dos: Array.from({ length: 51 }, String), donts: ['\0'] },
          budget: { amountMinor: 0, currency: 'XXX' },
          startsAt: new Date('2026-02-01'),
          endsAt: new Date('2026-02-01'),
        }),
      ),
    ).toEqual([
      'REQUIRED name',
      'INVALID brief.summary',
      'INVALID brief.dos',
      'INVALID brief.donts.0',
      'INVALID budget.amountMinor',
      'INVALID budget.currency',
      'INVALID endsAt',
    ]);
    expect(problems(() => readDraft({ ...draft, name: '\ud800' }))).toEqual(['INVALID name']);
    expect(problems(() => readDraft({ ...draft, startsAt: new Date('1999-12-31') }))).toEqual(['INVALID startsAt']);
    expect(problems(() => readDraft({ ...draft, budget: { amountMinor: -1, currency: 'usd' } }))).toHaveLength(2);
  });

  it('keeps what a change leaves out, and loses what it sets to null', () => {
    const present: CampaignContent = readDraft({
      ...draft,
      brief: { summary: 'S', dos: ['D'] },
      budget: { amountMinor: 5, currency: 'JPY' },
      startsAt: new Date('2026-02-01'),
      endsAt: new Date('2026-03-01'),
    });
    expect(readChanges({ id: 'x' }, present)).toEqual(present);
    expect(readChanges({ id: 'x', name: 'New', brief: { dos: [] } }, present)).toEqual({
      ...present,
      name: 'New',
      brief: { ...present.brief, dos: [] },
    });
    expect(readChanges({ id: 'x', brief: null, budget: null, startsAt: null, endsAt: null }, present)).toMatchObject({
      brief: { summary: null, dos: [] },
      budgetMinor: null,
      budgetCurrency: null,
      startsAt: null,
      endsAt: null,
    });
    expect(problems(() => readChanges({ id: 'x', name: null, objective: null }, present))).toEqual([
      'REQUIRED name',
      'REQUIRED objective',
    ]);
    expect(problems(() => readChanges({ id: 'x', endsAt: new Date('2026-01-01') }, present))).toEqual([
      'INVALID endsAt',
    ]);
  });
});

describe('terms', () => {
  it('are refused out of range', () => {
    expect(
      problems(() =>
        readTerms({
          ...terms,
          fee: { amountMinor: 0, currency: 'ZZZ' },
          deliverables: [],
          usageRightsDays: 36_501,
          exclusivityDays: -1,
          note: 'x'.repeat(5_001),
          idempotencyKey: ' ',
        }),
      ),
    ).toEqual([
      'REQUIRED idempotencyKey',
      'INVALID fee.amountMinor',
      'INVALID fee.currency',
      'INVALID deliverables',
      'INVALID usageRightsDays',
      'INVALID exclusivityDays',
      'INVALID note',
    ]);
    expect(
      problems(() => readTerms({ ...terms, deliverables: Array.from({ length: 51 }, () => terms.deliverables[0]!) })),
    ).toEqual(['INVALID deliverables']);
    expect(problems(() => readTerms({ ...terms, deliverables: [{ content: 'PHOTO', title: '' }] }))).toEqual([
      'REQUIRED deliverables.0.title',
    ]);
  });

  it('have one hash, whatever the order of their keys, and another for every difference', () => {
    const { content: agreed } = readTerms({ ...terms, exclusivityDays: 0 });
    const content = { ...agreed, collaborationId: 'c', version: 1 };
    const turned = Object.fromEntries(Object.entries(content).reverse()) as unknown as typeof content;
    expect(termsHash(turned)).toBe(termsHash(content));
    const others = [
      { ...content, version: 2 },
      { ...content, collaborationId: 'd' },
      { ...content, note: '' },
      { ...content, exclusivityDays: 1 },
      { ...content, fee: { ...content.fee, amountMinor: 101 } },
      { ...content, deliverables: [...content.deliverables, ...content.deliverables] },
    ];
    expect(new Set([content, ...others].map(termsHash)).size).toBe(others.length + 1);
  });
});
