/**
 * `npm run schema:changes`: holds what clients were promised. Fails when the client schema breaks something that
 * schema/published.graphql promises and docs/schema-changes.md does not record, or when a known operation no longer fits.
 * With `--publish` (`npm run schema:publish`) the present schema becomes the promise.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { knownOperations } from '#schema/known-operations.js';
import { schemaFolder } from '#schema/subgraph-sdl.js';
import { compareSchemas, operationProblems, publishedRecord } from './schema-changes.js';

const publishedPath = join(schemaFolder, 'published.graphql');
const recordPath = join(schemaFolder, '..', 'docs', 'schema-changes.md');
const present = readFileSync(join(schemaFolder, 'api.graphql'), 'utf8');
const record = readFileSync(recordPath, 'utf8');
const { recorded, unrecorded, dangerous } = compareSchemas(readFileSync(publishedPath, 'utf8'), present, record);
const problems = operationProblems(buildSchema(present), knownOperations());

for (const description of dangerous) console.log(`Worth a word to clients: ${description}`);
for (const description of recorded) console.log(`Breaks, as recorded: ${description}`);
if (unrecorded.length > 0) {
  console.error('The schema breaks what clients were promised:');
  for (const description of unrecorded) console.error(`- ${description}`);
  console.error('Keep what was promised, or copy these lines as they are below "## Next" in docs/schema-changes.md.');
}
if (problems.length > 0) {
  console.error('Known operations do not fit the schema:');
  for (const problem of problems) console.error(`- ${problem}`);
}
if (unrecorded.length + problems.length > 0) process.exit(1);

if (process.argv.includes('--publish')) {
  writeFileSync(publishedPath, present);
  writeFileSync(recordPath, publishedRecord(record, new Date().toISOString().slice(0, 10)));
  console.log('schema/published.graphql is what clients are promised from now on. Commit it.');
} else {
  console.log(`${knownOperations().length} known operations fit; nothing that was promised is broken unrecorded.`);
}
