/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

const config: Config = {
  testEnvironment: 'node',
  testMatch: ['**/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { swcrc: true }] },
  // Sources are imported by the names that compiled output uses; tests run on the sources themselves.
  moduleNameMapper: {
    '^#platform/(.*)\\.js$': '<rootDir>/platform/src/$1.ts',
    '^#schema/(.*)\\.js$': '<rootDir>/schema/$1.ts',
    '^#demo/(.*)\\.js$': '<rootDir>/demo/src/$1.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/stack/src/jest-postgres.ts',
  globalTeardown: '<rootDir>/stack/src/jest-postgres-teardown.ts',
  setupFiles: ['reflect-metadata'],
  testTimeout: 60_000,
};

export default config;
