import { describe, expect, it } from '@jest/globals';
import { codedError } from '#platform/errors/graphql-errors.js';
import { DocumentRefusals } from '../../src/limits/document-refusals.js';
import { checkTextLimits } from '../../src/limits/text-limits.js';
import { defaultDocumentLimits } from '../../src/limits/document-limits.js';
import { NewDocuments } from '../../src/operations/new-documents.js';
import type { AcceptanceWorkers } from '../../src/operations/acceptance-workers.js';
import type { OperationPreparer } from '../../src/operations/prepared-operation.js';

/** New documents whose checks are written down; a worker refuses those that say so. */
function recorded({ isLeft = true, refusals = 0 } = {}): {
  documents: NewDocuments;
  calls: string[];
  pass(milliseconds: number): void;
} {
  const calls: string[] = [];
  let clock = 0;
  const preparer: Pick<OperationPreparer, 'measure' | 'prepare'> & { allowance: { isLeft: boolean } } = {
    allowance: { isLeft },
    measure: (text) => {
      calls.push('count');
      return checkTextLimits(text, defaultDocumentLimits);
    },
    prepare: (_text, checked) => {
      calls.push(checked ? 'prepare' : 'check here');
      return new Map();
    },
  };
  const acceptance: Pick<AcceptanceWorkers, 'check'> = {
    check: async (_client, text) => {
      calls.push('ask a worker');
      if (text.includes('refused')) throw codedError('GRAPHQL_VALIDATION_FAILED', 'It is refused.');
      if (text.includes('busy')) throw codedError('RATE_LIMITED', 'Too many wait.');
    },
  };
  const documents = new NewDocuments({
    preparer: preparer as OperationPreparer,
    acceptance: acceptance as AcceptanceWorkers,
    budget: undefined,
    refusals: refusals ? new DocumentRefusals(refusals) : undefined,
    safelist: undefined,
    now: () => clock,
  });
  return { documents, calls, pass: (milliseconds) => void (clock += milliseconds) };
}

const codeOf = (taking: Promise<void>): Promise<unknown> =>
  taking.then(
    () => 'taken',
    (error: { extensions: { code: string } }) => error.extensions.code,
  );

describe('a new document', () => {
  const here = ['count', 'check here'];
  const byWorker = ['count', 'ask a worker', 'prepare'];
  it.each([
    ['that is short is checked at once', '{ a }', true, here],
    ['that is short is checked by a worker where there is no time left', '{ a }', false, byWorker],
    ['of many tokens is checked by a worker', `{ ${'a '.repeat(260)} }`, true, byWorker],
    ['of few tokens on many lines, too: to tell the lines takes long', `{ a${'\n'.repeat(3_000)} }`, true, byWorker],
    ['of a long string, too', `{ a(b: """${'\n'.repeat(3_000)}""") }`, true, byWorker],
    ['that is long as few are is not even counted here', `{ a } # ${'b'.repeat(200_000)}`, true, byWorker.slice(1)],
  ])('%s', async (_what, text, isLeft, expected) => {
    const { documents, calls } = recorded({ isLeft });
    await documents.take(text, 'a client');
    expect(calls).toEqual(expected);
  });

  it('that was refused is answered from memory for a minute, whoever sends it, and counts once', async () => {
    const { documents, calls, pass } = recorded({ isLeft: false, refusals: 2 });
    for (const client of ['a', 'a', 'b', 'a']) {
      expect(await codeOf(documents.take('{ refused }', client))).toBe('GRAPHQL_VALIDATION_FAILED');
      pass(10_000);
    }
    expect(calls).toEqual(['count', 'ask a worker']);
    expect(await codeOf(documents.take('{ good }', 'a'))).toBe('taken');
    pass(20_001);
    expect(await codeOf(documents.take('{ refused }', 'a'))).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(calls.length).toBe(7);
    expect(await codeOf(documents.take('{ good }', 'a'))).toBe('RATE_LIMITED');
    expect(await codeOf(documents.take('{ good }', 'b'))).toBe('taken');
  });

  it('that was refused is answered from memory where its client may send no new ones, and counts no more', async () => {
    const { documents } = recorded({ isLeft: false, refusals: 1 });
    const told = async (): Promise<unknown> => codeOf(documents.take('{ refused }', 'a'));
    expect(await told()).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await codeOf(documents.take('{ good }', 'a'))).toBe('RATE_LIMITED');
    for (let time = 0; time < 10; time += 1) expect(await told()).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it.each([
    [6, 'RATE_LIMITED'],
    [7, 'taken'],
  ])('that was refused counts more for its length, of %d points 6 for 5,400 characters: %s', async (refusals, then) => {
    const { documents } = recorded({ isLeft: false, refusals });
    expect(await codeOf(documents.take('{ refused }'.padEnd(5_400), 'a'))).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await codeOf(documents.take('{ good }', 'a'))).toBe(then);
  });

  it('that could not be looked at is neither counted nor remembered', async () => {
    const { documents, calls } = recorded({ isLeft: false, refusals: 1 });
    for (let time = 0; time < 3; time += 1) expect(await codeOf(documents.take('{ busy }', 'a'))).toBe('RATE_LIMITED');
    expect(calls.filter((call) => call === 'ask a worker').length).toBe(3);
    expect(await codeOf(documents.take('{ good }', 'a'))).toBe('taken');
  });
});
