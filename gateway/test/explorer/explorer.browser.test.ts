import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { knownOperations } from '#schema/known-operations.js';
import { startExplorerTestServer, type ExplorerTestServer } from './explorer-test-server.js';

const browserPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const hasBrowser = existsSync(browserPath);
if (!hasBrowser)
  console.warn(`Skipped: the explorer was not seen in a browser, there is none at ${browserPath} (CHROMIUM_PATH).`);

/** Where to put pictures of the page; none are taken without it. */
const pictures = process.env.EXPLORER_SCREENSHOTS;

(hasBrowser ? describe : describe.skip)('the explorer in a browser', () => {
  let server: ExplorerTestServer;
  let browser: Browser;
  let page: Page;
  const foreign: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    execFileSync(process.execPath, ['tools/build-explorer.mjs']);
    server = await startExplorerTestServer();
    browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol !== 'data:' && url.origin !== server.url) foreign.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${server.url}/graphql`);
    await page.waitForSelector('.graphiql-tab');
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** Opens the tab of an operation by the name that it shows. */
  const openTab = async (title: string) => {
    await page.locator('.graphiql-tab-button', { hasText: new RegExp(`^${title}$`) }).click();
  };

  /** Runs the only operation of the open tab. */
  const run = async () => {
    await page.locator('.graphiql-execute-button').click();
  };

  const take = async (name: string) => {
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: `${pictures}/${name}.png` });
  };

  /** Waits until the answer on the screen has a text. */
  const answered = (text: string) => page.locator('.result-window', { hasText: text }).waitFor();

  const response = () => page.locator('.result-window .CodeMirror-code').innerText();

  it('has a tab for every known operation, with its example variables', async () => {
    expect(await page.title()).toBe('GraphQL explorer');
    expect(await page.locator('.graphiql-tab').count()).toBe(knownOperations().length);
    const variables = page.locator('.graphiql-editor-tool .graphiql-editor').first().locator('.CodeMirror-code');
    expect(await variables.innerText()).toContain('"brandId"');
    await take('explorer-tabs');
  });

  it('keeps the token for the session and sends it', async () => {
    await openTab('MetricDefinitions');
    await run();
    await answered('Plays started');
    expect(server.viewers.at(-1)?.role).toBe('ANONYMOUS');

    await page.getByLabel('Token').fill(`Bearer ${server.token}`);
    expect(await page.locator('#explorer-token-reading').innerText()).toContain('BRAND');
    await Promise.all([page.waitForResponse((answer) => answer.request().method() === 'POST'), run()]);
    expect(server.viewers.at(-1)?.role).toBe('BRAND');

    await page.reload();
    await page.waitForSelector('.graphiql-tab');
    expect(await page.getByLabel('Token').inputValue()).toBe(server.token);
  });

  it('streams a subscription that only a token opens, joined with what other services know', async () => {
    await openTab('LiveCampaign');
    await run();
    await answered('"sequence": 3');
    expect(await response()).toContain('"kind": "CHANGE"');
    expect(await response()).toContain('"handle": "minhanh.skin"');
    expect(await response()).toContain('"name": "Lumen"');
    await take('explorer-subscription');
  });

  it('asks no other host for anything, and the content policy has nothing to complain of', () => {
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
