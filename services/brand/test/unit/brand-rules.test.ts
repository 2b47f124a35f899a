import { describe, expect, it } from '@jest/globals';
import {
  activationTokenExpiry,
  activationTokenHash,
  newActivationToken,
} from '../../src/activation/activation-token.js';
import { sortNameOf } from '../../src/brands/brand.repository.js';
import {
  availableActions,
  brandTransitions,
  isPossible,
  type BrandAction,
  type BrandStatus,
} from '../../src/brands/brand.status.js';
import { readBrandEnvironment } from '../../src/environment.js';
import { isPermanent } from '../../src/mail/mail-sender.js';

const statuses: BrandStatus[] = ['PENDING_ACTIVATION', 'ACTIVE', 'SUSPENDED'];

describe('the transition table of brands', () => {
  it('makes these moves and no others', () => {
    const moves = statuses.flatMap((from) =>
      (Object.keys(brandTransitions) as BrandAction[])
        .filter((action) => isPossible(action, from))
        .map((action) => `${from} ${action} ${brandTransitions[action].to}`),
    );
    expect(moves).toEqual([
      'PENDING_ACTIVATION ACTIVATE ACTIVE',
      'ACTIVE SUSPEND SUSPENDED',
      'ACTIVE LINK_ADS_MANAGER_ACCOUNT ACTIVE',
      'SUSPENDED REINSTATE ACTIVE',
    ]);
  });

  it('offers a stranger nothing', () => {
    for (const status of statuses) expect(availableActions(status, [])).toEqual([]);
  });
});

describe('activation tokens', () => {
  it('are 256 random bits and known by their hash', () => {
    const tokens = new Set(Array.from({ length: 100 }, newActivationToken));
    expect(tokens.size).toBe(100);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(activationTokenHash('a')).toHaveLength(32);
  });

  it('hold for 72 hours', () => {
    expect(activationTokenExpiry(new Date('2026-03-01T00:00:00Z')).toISOString()).toBe('2026-03-04T00:00:00.000Z');
  });
});

describe('names in lists', () => {
  it('are compared without case and accents', () => {
    expect(sortNameOf('Ánh ÉCLAIR')).toBe('anh eclair');
  });
});

describe('settings', () => {
  const good = { PORT: '0', DATABASE_URL: 'postgres://localhost/brand', ASSERTION_SECRET: 'x'.repeat(32) };

  it('need a way out for mail', () => {
    expect(() => readBrandEnvironment(good)).toThrow('MAIL_DIR');
    expect(readBrandEnvironment({ ...good, MAIL_DIR: '/var/mails' }).MAIL_DIR).toBe('/var/mails');
    expect(readBrandEnvironment({ ...good, SMTP_URL: 'smtp://localhost:2525' }).SMTP_URL).toBe('smtp://localhost:2525');
    expect(() => readBrandEnvironment({ ...good, SMTP_URL: 'http://localhost' })).toThrow('SMTP_URL');
  });
});

describe('mail that was refused', () => {
  it('is given up when the server will never take it', () => {
    expect(isPermanent({ code: 'EENVELOPE', responseCode: 550 })).toBe(true);
    expect(isPermanent({ code: 'EENVELOPE', responseCode: 450 })).toBe(false);
    expect(isPermanent({ code: 'EAUTH', responseCode: 535 })).toBe(false);
    expect(isPermanent(new Error('connect ECONNREFUSED'))).toBe(false);
  });
});
