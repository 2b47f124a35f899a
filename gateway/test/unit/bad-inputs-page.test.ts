import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { defaultLimits } from '../../src/gateway-limits.js';
import { badInputsPage } from '../bad-inputs-page.js';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');

describe('the page of bad inputs', () => {
  it('names tests that are there', () => {
    const lines = badInputsPage();
    expect(lines.length).toBeGreaterThan(100);
    const missing = lines.filter(({ file, title }) => {
      const path = `../${file}`;
      if (!existsSync(fileURLToPath(new URL(path, import.meta.url)))) return true;
      return title !== undefined && !read(path).includes(`${title}'`);
    });
    expect(missing).toEqual([]);
  });

  it('names the defaults that settings have', () => {
    const page = read('../../../docs/bad-inputs.md');
    const environment = read('../../src/environment.ts');
    const rows = [...page.matchAll(/^\| `([A-Z_]+)`\s*\| ([\d,]+)\s*\|/gm)];
    expect(rows.length).toBe(20);
    for (const [, setting = '', shown = ''] of rows) {
      const limit = new RegExp(`${setting}: positive\\.default\\(defaultLimits\\.(\\w+)\\)`).exec(environment)?.[1];
      expect([setting, defaultLimits[limit as keyof typeof defaultLimits]]).toEqual([
        setting,
        Number(shown.replaceAll(',', '')),
      ]);
    }
  });
});
