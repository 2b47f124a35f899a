import { describe, expect, it } from '@jest/globals';
import { countryCodeOf, isCountryCode } from '../../src/creators/country.js';
import { categoriesOf } from '../../src/creators/category.js';
import { mayImport, partiesOf } from '../../src/creators/creator.policy.js';
import { reportedEngagementRate } from '../../src/creators/creator.statistics.js';
import {
  availableActions,
  creatorTransitions,
  isPossible,
  type CreatorMove,
  type CreatorStatus,
} from '../../src/creators/creator.status.js';
import { accountReference } from '../../src/creators/platform-account.js';
import { readCreatorEnvironment } from '../../src/environment.js';
import { hashtagsIn, hashtagsOf } from '../../src/videos/hashtags.js';

describe('the transition table of creators', () => {
  const statuses: CreatorStatus[] = ['INVITED', 'ACTIVE', 'PAUSED', 'SUSPENDED'];

  it('makes these moves and no others', () => {
    const moves = statuses.flatMap((from) =>
      (Object.keys(creatorTransitions) as CreatorMove[])
        .filter((move) => isPossible(move, from))
        .map((move) => `${from} ${move} ${creatorTransitions[move].to}`),
    );
    expect(moves).toEqual([
      'INVITED SUSPEND SUSPENDED',
      'INVITED REGISTER ACTIVE',
      'ACTIVE PAUSE PAUSED',
      'ACTIVE SUSPEND SUSPENDED',
      'PAUSED RESUME ACTIVE',
      'PAUSED SUSPEND SUSPENDED',
      'SUSPENDED REINSTATE ACTIVE',
    ]);
  });

  it('offers what the viewer may do now', () => {
    for (const status of statuses) expect(availableActions(status, [])).toEqual([]);
    expect(availableActions('ACTIVE', ['SELF'])).toEqual(['PAUSE']);
    expect(availableActions('SUSPENDED', ['SELF'])).toEqual([]);
    expect(availableActions('PAUSED', ['OPERATOR'])).toEqual(['RESUME', 'SUSPEND']);
    expect(availableActions('INVITED', ['OPERATOR'])).toEqual(['SUSPEND']);
  });
});

describe('the policy of creators', () => {
  const viewer = (role: string, scopes: string[] = [], claims = {}) => ({
    subject: 's',
    role,
    scopes,
    claims,
    expiresAt: 0,
  });

  it('knows a creator by role and claim together', () => {
    expect(partiesOf(viewer('CREATOR', [], { creatorId: 'a' }), 'a')).toEqual(['SELF']);
    expect(partiesOf(viewer('CREATOR', [], { creatorId: 'a' }), 'b')).toEqual([]);
    expect(partiesOf(viewer('BRAND', [], { creatorId: 'a' }), 'a')).toEqual([]);
    expect(partiesOf(viewer('CREATOR', ['operator'], {}), 'a')).toEqual([]);
  });

  it('lets operators and programs import', () => {
    expect(mayImport(viewer('OPERATOR'))).toBe(true);
    expect(mayImport(viewer('CLIENT', ['metrics:write']))).toBe(true);
    for (const role of ['CLIENT', 'BRAND', 'CREATOR', 'ANALYST', 'SERVICE', 'ANONYMOUS'])
      expect(mayImport(viewer(role))).toBe(false);
  });
});

describe('countries', () => {
  it.each([
    ['VN', 'VN'],
    [' vn ', 'VN'],
    ['Viet Nam', 'VN'],
    ['Vietnam', 'VN'],
    ['United States', 'US'],
    ['united states of america', 'US'],
    ['USA', 'US'],
    ['UK', 'GB'],
    ['South Korea', 'KR'],
    ['Turkey', 'TR'],
    ['Türkiye', 'TR'],
    ["Cote d'Ivoire", 'CI'],
    ['Côte d’Ivoire', 'CI'],
    ['Trinidad and Tobago', 'TT'],
    ['Hong Kong', 'HK'],
    ['Czech Republic', 'CZ'],
  ])('%s is %s', (text, code) => {
    expect(countryCodeOf(text)).toBe(code);
  });

  it('are not guessed', () => {
    for (const text of ['Atlantis', 'XX', 'ZZ', 'EU', '', 'Unknown', 'N/A']) expect(countryCodeOf(text)).toBeNull();
    expect(isCountryCode('vn')).toBe(false);
    expect(isCountryCode('UK')).toBe(false);
  });
});

describe('reported numbers', () => {
  it('make an engagement rate only when all of them are known', () => {
    const known = { averageViews: 1_000, averageLikes: 80, averageComments: 15, averageShares: 5 };
    expect(reportedEngagementRate(known)).toBe(0.1);
    for (const field of Object.keys(known)) expect(reportedEngagementRate({ ...known, [field]: null })).toBeNull();
    expect(reportedEngagementRate({ ...known, averageViews: 0 })).toBeNull();
    expect(reportedEngagementRate({ ...known, averageLikes: 0, averageComments: 0, averageShares: 0 })).toBe(0);
  });
});

describe('texts', () => {
  it('name an account by id, handle or both', () => {
    expect(accountReference('TIKTOK', ' 7 ', '@Linh')).toEqual({
      platform: 'TIKTOK',
      platformAccountId: '7',
      handle: 'Linh',
    });
    expect(accountReference('TIKTOK', '@linh', null)).toEqual({
      platform: 'TIKTOK',
      platformAccountId: null,
      handle: 'linh',
    });
    expect(accountReference('YOUTUBE', null, '✿ Kids Diana Show')).toEqual({
      platform: 'YOUTUBE',
      platformAccountId: null,
      handle: '✿ Kids Diana Show',
    });
    for (const [id, handle] of [
      [null, null],
      ['', ' '],
      ['@', '@'],
    ])
      expect(accountReference('TIKTOK', id, handle)).toBeNull();
  });

  it('have hashtags in any script', () => {
    expect(hashtagsIn('#FYP go#fyp ＃夏休み, #नमस्ते! #a_b #1 # nothing')).toEqual(['fyp', '夏休み', 'नमस्ते', 'a_b', '1']);
    expect(hashtagsOf(['#A', ' a ', '', '##b'])).toEqual(['a', 'b']);
  });

  it('have categories without repetitions', () => {
    expect(categoriesOf(['Food', ' food ', '', 'Cinema &  Actors'])).toEqual(['food', 'cinema & actors']);
  });
});

describe('settings', () => {
  it('need the address of analytics', () => {
    const good = {
      PORT: '0',
      DATABASE_URL: 'postgres://localhost/creator',
      ASSERTION_SECRET: 'x'.repeat(32),
      ANALYTICS_URL: 'http://127.0.0.1:4104',
    };
    expect(readCreatorEnvironment(good).ANALYTICS_URL).toBe('http://127.0.0.1:4104');
    expect(() => readCreatorEnvironment({ ...good, ANALYTICS_URL: '' })).toThrow('ANALYTICS_URL');
  });
});
