import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A line of docs/bad-inputs.md. */
export interface PageLine {
  section: string;
  input: string;
  /** What the gateway answers, as tests write it down. */
  answer: string;
  /** Test file, by its name in a folder of the gateway's tests or by its path from the root; and the title of a test in it where that is not the input itself. */
  file: string;
  title: string | undefined;
}

const root = join(import.meta.dirname, '../..');
const ownFiles = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });

/** Text of a test file that the page names. @returns undefined where there is none */
export function testFile(file: string): string | undefined {
  const own = ownFiles.find((path) => path === file || path.endsWith(`/${file}`));
  try {
    return readFileSync(file.includes('/') ? join(root, file) : join(import.meta.dirname, own ?? file), 'utf8');
  } catch {
    return undefined;
  }
}

/** Reads the tables of the page: what is documented is what tests see. */
export function badInputsPage(): PageLine[] {
  const text = readFileSync(join(root, 'docs/bad-inputs.md'), 'utf8');
  const lines: PageLine[] = [];
  let section = '';
  let isListed = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('## ')) section = line.slice(3).trim();
    const cells = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
    const [input = '', answer = '', tested = ''] = cells;
    const test = /^`([^`]+\.test\.ts)`(?:: (.+))?$/.exec(tested);
    if (tested === 'tested in' || cells.length === 0) isListed = cells.length > 0;
    else if (isListed && !tested.startsWith('--')) {
      // A row that names no test would be a claim and no more.
      if (!test) throw new Error(`docs/bad-inputs.md names no test for: ${input}`);
      lines.push({ section, input, answer, file: test[1] ?? '', title: test[2] });
    }
  }
  return lines;
}

/** What a file of tests is said to see, by input. */
export function documentedAnswers(file: string): Record<string, string> {
  return Object.fromEntries(
    badInputsPage()
      .filter((line) => line.file === file && line.title === undefined)
      .map(({ input, answer }) => [input, answer]),
  );
}
