import { describe, expect, it } from '@jest/globals';
import { details, summarise, type TestReport } from '../summarise-tests.mjs';

const report: TestReport = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  testResults: [
    {
      name: `${process.cwd()}/a.test.ts`,
      status: 'failed',
      assertionResults: [{ status: 'failed', fullName: 'adds' }],
    },
    {
      name: `${process.cwd()}/b.test.ts`,
      status: 'passed',
      assertionResults: [{ status: 'pending', fullName: 'looks' }],
    },
    { name: `${process.cwd()}/c.test.ts`, status: 'failed', assertionResults: [] },
  ],
};

describe('the last word of a CI run', () => {
  it('adds up reports', () => {
    expect(summarise(0, [report, report])).toEqual({ passed: 10, failed: 2, skipped: 4 });
  });

  it('counts failed steps, missing reports and suites that could not run', () => {
    expect(summarise(2, [{ ...report, numRuntimeErrorTestSuites: 1 }, null]).failed).toBe(5);
  });

  it('names what failed and what was skipped whole', () => {
    expect(details(report)).toEqual(['failed: a.test.ts › adds', 'skipped: b.test.ts', 'failed to run: c.test.ts']);
  });
});
