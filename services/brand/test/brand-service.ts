import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningService } from '#platform/process/service.js';
import { SubgraphTester } from '#platform/testing/subgraph-tester.js';
import { createTestDatabase, type TestDatabase } from '#platform/testing/test-database.js';
import { testSecret } from '#platform/testing/test-secret.js';
import type { BrandSettings } from '../src/environment.js';
import { startBrandService } from '../src/server.js';

/** A brand service on a database and a mail folder of its own. */
export class BrandServiceUnderTest {
  private constructor(
    readonly service: RunningService,
    readonly graph: SubgraphTester,
    readonly database: TestDatabase,
    readonly mailFolder: string,
  ) {}

  static async start(settings: Partial<BrandSettings> = {}): Promise<BrandServiceUnderTest> {
    const database = await createTestDatabase();
    const mailFolder = await mkdtemp(join(tmpdir(), 'brand-mails-'));
    const service = await startBrandService(brandTestSettings(database.url, { MAIL_DIR: mailFolder, ...settings }), {
      quiet: true,
    });
    return new BrandServiceUnderTest(
      service,
      new SubgraphTester('brand', service.url, testSecret),
      database,
      mailFolder,
    );
  }

  /** The mails that were sent to an address, once there is at least one. */
  mailsTo(address: string, atLeast = 1): Promise<string[]> {
    return mailsIn(this.mailFolder, address, atLeast);
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.database.drop();
    await rm(this.mailFolder, { recursive: true, force: true });
  }
}

/** Settings of a brand service on a free port. */
export function brandTestSettings(databaseUrl: string, more: Partial<BrandSettings>): BrandSettings {
  return {
    HOST: '127.0.0.1',
    PORT: 0,
    DATABASE_URL: databaseUrl,
    ASSERTION_SECRET: testSecret,
    LOG_LEVEL: 'silent',
    MAIL_FROM: 'Marketplace <no-reply@marketplace.example>',
    PUBLIC_URL: 'https://marketplace.example',
    ...more,
  };
}

/** Waits until something holds. @throws Error after 10 s */
export async function eventually<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const end = Date.now() + 10_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The mails in a folder that went to an address, once there are so many. */
export function mailsIn(folder: string, address: string, atLeast = 1): Promise<string[]> {
  return eventually(async () => {
    const files = (await readdir(folder)).filter((file) => file.endsWith('.eml'));
    const mails = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    const found = mails.filter((mail) => mail.includes(address));
    return found.length >= atLeast ? found : undefined;
  }, `a mail to ${address}`);
}

/** The activation token in a mail: the one line of 43 characters. */
export function tokenIn(mail: string): string {
  const token = /^[A-Za-z0-9_-]{43}$/m.exec(mail.replaceAll('\r', ''))?.[0];
  if (!token) throw new Error(`No token in: ${mail}`);
  return token;
}
