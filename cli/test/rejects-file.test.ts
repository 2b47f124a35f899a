import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RejectsFile, csvLine, rejectsPath } from '../src/import/rejects-file.js';
import { type SourceFolder, createSourceFolder } from './source-folder.js';

describe('rejects file', () => {
  let folder: SourceFolder;
  beforeEach(async () => {
    folder = await createSourceFolder();
  });
  afterEach(() => folder.remove());

  it('holds file, line, outcome, field and reason of each row', async () => {
    const rejects = new RejectsFile(join(folder.path, 'out.csv'));
    rejects.add({
      origin: { file: 'a,b.csv', line: 7 },
      outcome: 'REJECTED',
      field: 'views',
      reason: 'is not a whole count: "x"',
    });
    rejects.add({ origin: { file: 'c.csv', line: 8 }, outcome: 'CONFLICT', field: null, reason: 'other numbers' });
    await rejects.close();
    await rejects.close();
    expect(readFileSync(rejects.path, 'utf8')).toBe(
      'file,line,outcome,field,reason\r\n"a,b.csv",7,REJECTED,views,"is not a whole count: ""x"""\r\nc.csv,8,CONFLICT,,other numbers\r\n',
    );
  });

  it('is not made when every row was taken', async () => {
    const rejects = new RejectsFile(join(folder.path, 'out.csv'));
    await rejects.close();
    expect(rejects.isUsed).toBe(false);
    expect(existsSync(rejects.path)).toBe(false);
  });

  it('says so when it cannot be written', async () => {
    const rejects = new RejectsFile(join(folder.path, 'missing', 'out.csv'));
    rejects.add({ origin: { file: 'a.csv', line: 1 }, outcome: 'REJECTED', field: null, reason: 'x' });
    await expect(rejects.close()).rejects.toThrow('cannot be written');
  });

  it('is named after the only file, or after the kind', () => {
    expect(rejectsPath(['/x/a.csv'], 'videos')).toBe(join(process.cwd(), 'a.csv.rejected.csv'));
    expect(rejectsPath(['/x/a.csv', '/x/b.csv'], 'videos')).toBe(join(process.cwd(), 'videos.rejected.csv'));
    expect(csvLine(['a', 'b\nc'])).toBe('a,"b\nc"\r\n');
  });
});
