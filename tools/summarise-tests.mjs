#!/usr/bin/env node
// The last word of a CI run: adds up Jest's JSON reports and prints one line. A report that is missing, a suite that could
// not run and a step that failed count as failures too, so that the line never says 0 where something is wrong.
//   node tools/summarise-tests.mjs <failed steps> <report.json…>
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Adds up reports.
 * @param {number} failedSteps steps other than tests that failed
 * @param {(object | null)[]} reports Jest's reports; null for one that is missing
 */
export function summarise(failedSteps, reports) {
  const sum = (count) => reports.reduce((total, report) => total + (report ? count(report) : 0), 0);
  const missing = reports.filter((report) => report === null).length;
  return {
    passed: sum((report) => report.numPassedTests),
    failed: sum((report) => report.numFailedTests + report.numRuntimeErrorTestSuites) + missing + failedSteps,
    skipped: sum((report) => report.numPendingTests + report.numTodoTests),
  };
}

/** Names of what failed, and of suites that were skipped whole. */
export function details(report) {
  return report.testResults.flatMap((suite) => {
    const file = relative(process.cwd(), suite.name);
    const failed = suite.assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => `failed: ${file} › ${fullName}`);
    if (suite.status === 'failed' && failed.length === 0) return [`failed to run: ${file}`];
    const skipped =
      suite.assertionResults.length > 0 && suite.assertionResults.every(({ status }) => status === 'pending');
    return skipped ? [`skipped: ${file}`] : failed;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [failedSteps = '0', ...paths] = process.argv.slice(2);
  const reports = paths.map((path) => {
    try {
      return JSON.parse(readFileSync(path, 'utf8'));
    } catch {
      console.log(`No test report ${path}: the tests did not come to their end.`);
      return null;
    }
  });
  for (const report of reports) if (report) for (const line of details(report)) console.log(line);
  const { passed, failed, skipped } = summarise(Number(failedSteps), reports);
  if (skipped > 0) console.log(`${skipped} skipped.`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
