// Runs the fuzzer at length: node dist/gateway/test/fuzz/fuzz.js --graphs 25 --operations 100 --seed any
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz-run.js';

const { values } = parseArgs({
  options: {
    graphs: { type: 'string', default: '25' },
    operations: { type: 'string', default: '100' },
    seed: { type: 'string', default: 'one' },
    show: { type: 'string', default: '3' },
  },
});

const report = await fuzz(values.seed, Number(values.graphs), Number(values.operations));
for (const { graph, weather, number, outcome } of report.differences.slice(0, Number(values.show)))
  console.log(JSON.stringify({ graph, weather, number, ...outcome }, undefined, 1));
console.log(JSON.stringify({ ...report, differences: report.differences.length }));
process.exitCode = report.differences.length ? 1 : 0;
