// Runs the fuzzer at length: node dist/gateway/test/fuzz/fuzz.js --graphs 25 --operations 100 --seed any --workers 2
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { addReports, fuzz, type FuzzReport } from './fuzz-run.js';

const { values } = parseArgs({
  options: {
    graphs: { type: 'string', default: '25' },
    operations: { type: 'string', default: '100' },
    seed: { type: 'string', default: 'one' },
    show: { type: 'string', default: '3' },
    // Compares with the graph as one whole, not with the stock executor; see docs/decisions/execution-of-plans.md.
    whole: { type: 'boolean', default: false },
    workers: { type: 'string', default: '1' },
    // One of the workers' parts of the graphs.
    part: { type: 'string' },
  },
});
const workers = Number(values.workers);
const run = (part: number): Promise<FuzzReport> =>
  fuzz(values.seed, Number(values.graphs), Number(values.operations), { number: part, of: workers }, values.whole);

if (values.part !== undefined) {
  process.send!(await run(Number(values.part)));
  process.disconnect();
} else {
  const parts = await Promise.all(
    Array.from({ length: workers }, (_, part) => (workers === 1 ? run(part) : runApart(part))),
  );
  const report = parts.reduce(addReports);
  for (const { graph, weather, number, outcome } of report.differences.slice(0, Number(values.show)))
    console.log(JSON.stringify({ graph, weather, number, ...outcome }, undefined, 1));
  console.log(JSON.stringify({ ...report, differences: report.differences.length }));
  process.exitCode = report.differences.length ? 1 : 0;
}

/** Runs a part in a process of its own. */
async function runApart(part: number): Promise<FuzzReport> {
  const child = fork(new URL(import.meta.url), [...process.argv.slice(2), '--part', String(part)]);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`A worker ended with ${String(code)} and without a report.`);
  });
  const [report] = (await Promise.race([once(child, 'message'), ended])) as [FuzzReport];
  ended.catch(() => undefined);
  return report;
}
