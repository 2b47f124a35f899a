#!/usr/bin/env node
// The command an operator types. It only finds the compiled program: everything else is in cli/src.
import { existsSync } from 'node:fs';

const program = new URL('../../dist/cli/src/main.js', import.meta.url);
if (!existsSync(program)) {
  console.error('Run `npm run build` first.');
  process.exit(1);
}
await import(program.href);
