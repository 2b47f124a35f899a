import { describe, expect, it } from '@jest/globals';
import { createServer, type AddressInfo } from 'node:net';
import { requireFreePorts } from '../src/ports.js';
import { gatewayEnvironment, gatewayUrl, serviceEnvironment, type Wiring } from '../src/process-environment.js';
import { readStackSettings } from '../src/settings.js';

describe('settings of the stack', () => {
  it('all have a default', () => {
    const settings = readStackSettings({});
    expect(settings.gateway).toEqual({ host: '127.0.0.1', port: 4000 });
    expect(settings.ports).toEqual({ creator: 4101, brand: 4102, campaign: 4103, analytics: 4104 });
    expect(settings.foreignIssuer).toBe(false);
  });

  it('are all complained of at once, a sentence each', () => {
    const read = () =>
      readStackSettings({
        GATEWAY_PORT: 'x',
        DATABASE_URL_BRAND: 'mysql://x',
        ISSUER_SECRET: 'short',
        CREATOR_PORT: '4102',
      });
    expect(read).toThrow(
      [
        'Setting GATEWAY_PORT is wrong: must be a whole number.',
        'Setting DATABASE_URL_BRAND is wrong: must be a postgres:// URL.',
        'Setting ISSUER_SECRET is wrong: must have at least 32 characters.',
        'Settings CREATOR_PORT and BRAND_PORT are both 4102: give each a port of its own.',
      ].join('\n'),
    );
  });

  it('let several processes ask for any free port', () => {
    expect(readStackSettings({ CREATOR_PORT: '0', BRAND_PORT: '0' }).ports.brand).toBe(0);
  });
});

describe('a port that is taken', () => {
  it('is named with the setting that decides it', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const wanted = [{ setting: 'GATEWAY_PORT', host: '127.0.0.1', port }];
    await expect(requireFreePorts(wanted)).rejects.toThrow(
      `Port ${port} is taken (GATEWAY_PORT): stop what uses it or choose another.`,
    );
    await new Promise((resolve) => server.close(resolve));
    await requireFreePorts(wanted);
  });

  it('is not blamed for an address that this machine does not have', async () => {
    const wanted = { setting: 'GATEWAY_PORT', hostSetting: 'GATEWAY_HOST', host: '192.0.2.1', port: 4000 };
    await expect(requireFreePorts([wanted])).rejects.toThrow(
      '192.0.2.1 is no address of this machine (GATEWAY_HOST): choose another.',
    );
  });
});

describe('environments of the processes', () => {
  const wiring: Wiring = {
    environment: {
      PATH: '/bin',
      SMTP_URL: 'smtp://x',
      ALLOWED_ORIGINS: 'https://x.example',
      DATABASE_URL_BRAND: 'postgres://b',
      GATEWAY_PORT: '1',
      PORT: '2',
      ISSUER_SECRET: 's',
    },
    gateway: { host: '0.0.0.0', port: 4000 },
    ports: { creator: 1, brand: 2, campaign: 3, analytics: 4 },
    databaseUrls: {
      creator: 'postgres://c',
      brand: 'postgres://b',
      campaign: 'postgres://m',
      analytics: 'postgres://a',
    },
    assertionSecret: 'a'.repeat(32),
    issuer: { keyFile: '/key', secret: 'i'.repeat(32) },
    mailFolder: '/mail',
  };

  it('give a service its own database and the address of its peers', () => {
    const environment = serviceEnvironment('creator', wiring);
    expect(environment).toMatchObject({
      PORT: '1',
      HOST: '127.0.0.1',
      DATABASE_URL: 'postgres://c',
      ANALYTICS_URL: 'http://127.0.0.1:4',
      PATH: '/bin',
    });
    expect(Object.keys(environment)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(DATABASE_URL_|ISSUER_|SMTP_URL|MAIL_DIR)/)]),
    );
    expect(serviceEnvironment('brand', wiring)).toMatchObject({ SMTP_URL: 'smtp://x', MAIL_DIR: '/mail' });
  });

  it('give the gateway its subgraphs and its issuer', () => {
    expect(gatewayEnvironment(wiring)).toMatchObject({
      GATEWAY_HOST: '0.0.0.0',
      GATEWAY_PORT: '4000',
      SUBGRAPH_URL_CAMPAIGN: 'http://127.0.0.1:3/graphql',
      ISSUER_SECRET: 'i'.repeat(32),
      ALLOWED_ORIGINS: 'https://x.example',
    });
    expect(gatewayEnvironment({ ...wiring, issuer: undefined })).not.toHaveProperty('ISSUER_KEY_FILE');
    expect(gatewayUrl(wiring.gateway)).toBe('http://127.0.0.1:4000');
  });
});
