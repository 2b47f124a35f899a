import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { defaultLimits } from '../../src/gateway-limits.js';
import { badInputsPage, testFile } from '../bad-inputs-page.js';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');

describe('the page of bad inputs', () => {
  const lines = badInputsPage();

  it('names tests that are there, by their whole titles', () => {
    expect(lines.length).toBeGreaterThan(100);
    const missing = lines.filter(({ file, title }) => {
      const text = testFile(file);
      if (text === undefined) return true;
      return title !== undefined && !["'", '"', '`'].some((quote) => text.includes(`${quote}${title}${quote}`));
    });
    expect(missing).toEqual([]);
  });

  it('has lines without a title only of tests that compare what they see with it, each once', () => {
    const untitled = lines.filter(({ title }) => title === undefined);
    for (const file of new Set(untitled.map((line) => line.file)))
      expect([file, testFile(file)?.includes(`documentedAnswers('${file}')`)]).toEqual([file, true]);
    const named = untitled.map(({ file, input }) => `${file}: ${input}`);
    expect(named.filter((name, at) => named.indexOf(name) !== at)).toEqual([]);
  });

  it('names the defaults that settings have', () => {
    const page = read('../../../docs/bad-inputs.md');
    const environment = read('../../src/environment.ts');
    const rows = [...page.matchAll(/^\| `([A-Z_]+)`\s*\| ([\d,]+)\s*\|/gm)];
    expect(rows.length).toBe(28);
    for (const [, setting = '', shown = ''] of rows) {
      const limit = new RegExp(`${setting}: (?:positive|count)\\.default\\(defaultLimits\\.(\\w+)\\)`).exec(
        environment,
      )?.[1];
      expect([setting, defaultLimits[limit as keyof typeof defaultLimits]]).toEqual([
        setting,
        Number(shown.replaceAll(',', '')),
      ]);
    }
  });
});
