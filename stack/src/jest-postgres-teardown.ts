import './jest-postgres.js';

/** Jest's globalTeardown: ends what `jest-postgres.ts` has started, and nothing else. */
export default async function stopTestPostgres(): Promise<void> {
  await globalThis.jestPostgres?.stop();
  globalThis.jestPostgres = undefined;
}
