import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openDatabase } from '#platform/database/data-source.js';
import { anonymousViewer } from '#platform/identity/viewer.js';
import { SubgraphTester } from '#platform/testing/subgraph-tester.js';
import { createTestDatabase, type TestDatabase } from '#platform/testing/test-database.js';
import { testSecret } from '#platform/testing/test-secret.js';
import { startBrandService } from '../src/server.js';
import { BrandServiceUnderTest, brandTestSettings, eventually, mailsIn, tokenIn } from './brand-service.js';

const register = `mutation ($email: String!) {
  registerBrand(input: { name: "Phở Ngon", email: $email, phone: "+84901234567" }) { brand { id } userErrors { code } }
}`;
const activate = `mutation ($token: String!) { activateBrand(input: { token: $token }) { brand { status } userErrors { code } } }`;

/** A mail server that answers the recipient's command as it is told and keeps what it takes. */
class SmallSmtpServer {
  readonly mails: string[] = [];
  recipients: string[] = [];
  answer = '250 OK';
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => this.talk(socket));

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private talk(socket: Socket): void {
    this.sockets.add(socket);
    const say = (line: string): boolean => socket.write(`${line}\r\n`);
    let body: string | undefined;
    let rest = '';
    say('220 ready');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      rest += chunk.toString('utf8');
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (body !== undefined) {
          if (line !== '.') body += `${line}\n`;
          else {
            this.mails.push(body);
            body = undefined;
            say('250 taken');
          }
        } else if (line === 'DATA') {
          body = '';
          say('354 go on');
        } else if (line.startsWith('RCPT')) {
          this.recipients.push(line);
          say(this.answer);
        } else say('250 OK');
      }
    });
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe('activation mail', () => {
  const cleanUp: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  });
  const keep = <T extends { stop(): Promise<void> }>(running: T): T => {
    cleanUp.push(() => running.stop());
    return running;
  };
  const database = async (): Promise<TestDatabase> => {
    const made = await createTestDatabase();
    cleanUp.push(() => made.drop());
    return made;
  };

  it('goes to a file that its owner alone reads', async () => {
    const brand = keep(await BrandServiceUnderTest.start());
    await brand.graph.run(anonymousViewer, register, { email: 'file@example.com' });
    const [mail] = await brand.mailsTo('file@example.com');
    expect(mail).toMatch(/^To: file@example\.com\r?$/m);
    expect(mail).toMatch(/^From: Marketplace <no-reply@marketplace\.example>\r?$/m);
    const [file] = await readdir(brand.mailFolder);
    expect((await stat(join(brand.mailFolder, file!))).mode & 0o777).toBe(0o600);
  });

  it('is sent after a restart when the process died before it was', async () => {
    const { url } = await database();
    const folder = await mkdtemp(join(tmpdir(), 'brand-mails-'));
    cleanUp.push(() => rm(folder, { recursive: true, force: true }));
    // A mail server that is not there: the registration is acknowledged all the same.
    const first = await startBrandService(brandTestSettings(url, { SMTP_URL: 'smtp://127.0.0.1:9' }), { quiet: true });
    const answer = await new SubgraphTester('brand', first.url, testSecret).run(anonymousViewer, register, {
      email: 'crash@example.com',
    });
    expect(answer.data.registerBrand.userErrors).toEqual([]);
    await eventually(async () => {
      const [row] = await first.dataSource.query(`SELECT last_error FROM pending_mails`);
      return row.last_error ?? undefined;
    }, 'a failed attempt');
    await first.stop();

    // A killed process leaves its lease; here it is over.
    const between = await openDatabase({ url, name: 'test', entities: [], migrations: [] });
    await between.query(`UPDATE pending_mails SET next_attempt_at = now() - interval '1 second'`);
    await between.destroy();

    const second = keep(await startBrandService(brandTestSettings(url, { MAIL_DIR: folder }), { quiet: true }));
    const [mail] = await mailsIn(folder, 'crash@example.com');
    const activated = await new SubgraphTester('brand', second.url, testSecret).run(anonymousViewer, activate, {
      token: tokenIn(mail!),
    });
    expect(activated.data.activateBrand.brand.status).toBe('ACTIVE');
  });

  it('goes out by SMTP, once each, though two processes look for it', async () => {
    const smtp = new SmallSmtpServer();
    const SMTP_URL = await smtp.listen();
    cleanUp.push(() => smtp.close());
    const { url } = await database();
    const one = keep(await startBrandService(brandTestSettings(url, { SMTP_URL }), { quiet: true }));
    const other = keep(await startBrandService(brandTestSettings(url, { SMTP_URL }), { quiet: true }));
    for (let n = 0; n < 10; n += 1) {
      const { url: address } = n % 2 ? one : other;
      await new SubgraphTester('brand', address, testSecret).run(anonymousViewer, register, {
        email: `n${n}@example.com`,
      });
    }
    await eventually(async () => (smtp.mails.length >= 10 ? true : undefined), 'ten mails');
    expect(new Set(smtp.recipients).size).toBe(10);
    expect(smtp.mails).toHaveLength(10);
    const token = tokenIn(smtp.mails[0]!);
    const activated = await new SubgraphTester('brand', one.url, testSecret).run(anonymousViewer, activate, { token });
    expect(activated.data.activateBrand.brand.status).toBe('ACTIVE');
  });

  it('is tried again when it is refused for now, and given up when it is refused for good', async () => {
    const smtp = new SmallSmtpServer();
    const SMTP_URL = await smtp.listen();
    cleanUp.push(() => smtp.close());
    const { url } = await database();
    const brand = keep(await startBrandService(brandTestSettings(url, { SMTP_URL }), { quiet: true }));
    const graph = new SubgraphTester('brand', brand.url, testSecret);
    const row = (email: string) =>
      eventually(async () => {
        const [found] = await brand.dataSource.query(
          `SELECT attempts, given_up_at IS NOT NULL AS "givenUp", next_attempt_at > now() AS "later" FROM pending_mails
           WHERE last_error IS NOT NULL AND brand_id = (SELECT id FROM brands WHERE email = $1)`,
          [email],
        );
        return found as { attempts: number; givenUp: boolean; later: boolean } | undefined;
      }, `a refusal of ${email}`);

    smtp.answer = '450 later';
    await graph.run(anonymousViewer, register, { email: 'later@example.com' });
    expect(await row('later@example.com')).toEqual({ attempts: 1, givenUp: false, later: true });
    smtp.answer = '550 never';
    await graph.run(anonymousViewer, register, { email: 'never@example.com' });
    expect((await row('never@example.com')).givenUp).toBe(true);
  });
});
