/** The parts of Jest's JSON report that are read. */
export interface TestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[];
}

/** Adds up reports; null stands for one that is missing. */
export function summarise(
  failedSteps: number,
  reports: (TestReport | null)[],
): { passed: number; failed: number; skipped: number };

/** Names of what failed, and of suites that were skipped whole. */
export function details(report: TestReport): string[];
