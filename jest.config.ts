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
  // Compiled: Jest loads these two outside its module system, where '.js' names are not mapped to sources.
  globalSetup: '<rootDir>/dist/stack/src/jest-postgres.js',
  globalTeardown: '<rootDir>/dist/stack/src/jest-postgres-teardown.js',
  setupFiles: ['reflect-metadata'],
  testTimeout: 60_000,
  // Jest would leave a core free: of two it would use one, though tests mostly wait for other processes.
  maxWorkers: '100%',
  // Node lets go of no ES module that a test file has loaded: a worker that has kept too many gives way to a new one.
  workerIdleMemoryLimit: '500MB',
};

export default config;
