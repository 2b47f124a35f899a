import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anonymousViewer } from '#platform/identity/viewer.js';
import { analyst, creatorViewer, CreatorServiceUnderTest, operator } from './creator-service.js';
import { people } from './people-of-many-scripts.js';

const search = `query ($filter: CreatorFilter, $orderBy: CreatorOrder! = FOLLOWERS, $first: Int = 100, $after: String) {
  creators(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes { id handle }
    edges { cursor node { handle } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
const withCount = `query ($filter: CreatorFilter, $first: Int = 2) { creators(filter: $filter, first: $first) { totalCount nodes { id } } }`;

describe('finding creators', () => {
  let creators: CreatorServiceUnderTest;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    creators = await CreatorServiceUnderTest.start();
    const results = await creators.importCreators(people);
    for (const [n, result] of results.entries()) ids.set(people[n]!.handle, result.creator!.id);
  });
  afterAll(() => creators.stop());

  const find = async (filter: object): Promise<string[]> =>
    (await creators.data(analyst, search, { filter })).creators.nodes.map((node: { handle: string }) => node.handle);
  const byText = (text: string): Promise<string[]> => find({ text });

  it.each([
    // Latin: any case, without accents or with the right ones, the last word as a beginning.
    ['linh', ['linh.beauty_vn']],
    ['LINH BEAU', ['linh.beauty_vn']],
    ['linh.beauty', ['linh.beauty_vn']],
    ['linhbeautyvn', ['linh.beauty_vn']],
    ['beauty linh', ['linh.beauty_vn']],
    ['beau linh', []],
    ['nguyen', ['linh.beauty_vn', 'nguyen.cars']],
    ['Nguyễn', ['linh.beauty_vn']],
    ['NGUYỄN thị', ['linh.beauty_vn']],
    ['nguyen thi', ['linh.beauty_vn']],
    ['nguyên', []],
    ['da nang', ['linh.beauty_vn']],
    ['Đà Nẵng', ['linh.beauty_vn']],
    ['đẹp', ['linh.beauty_vn']],
    ['strassenkuche', ['strasse']],
    ['straßenküche', ['strasse']],
    // A decomposed query is the same text.
    ['Nguyễn'.normalize('NFD'), ['linh.beauty_vn']],
    // Japanese: any substring, and nothing that merely has the same characters apart.
    ['東京', ['tokyo_eats']],
    ['京', ['tokyo_eats', 'kyotofood']],
    ['ラーメン', ['tokyo_eats']],
    ['ーメ', ['tokyo_eats']],
    ['メンラ', []],
    ['東京 カフェ', ['tokyo_eats']],
    ['カフェ', ['tokyo_eats', 'fullwidth']],
    ['ｶﾌｪ', ['tokyo_eats', 'fullwidth']],
    ['ラーメン🍜', ['tokyo_eats']],
    ['full width', ['fullwidth']],
    // Korean, Thai: no spaces needed.
    ['맛집', ['seoulite']],
    ['서울 맛집', ['seoulite']],
    ['กรุงเทพ', ['bkk.street']],
    ['ริมทาง ส้มตำ', ['bkk.street']],
    // Arabic without its vowel signs, Cyrillic, Greek with its final sigma, Devanagari.
    ['مطبخ', ['cairo']],
    ['القاهرة', ['cairo']],
    ['ежик', ['moskva']],
    ['Ёжик', ['moskva']],
    ['москв', ['moskva']],
    ['αθηνα δρομοσ', ['athens']],
    ['δρόμος', ['athens']],
    ['STRASSENKÜCHE', ['strasse']],
    ['दिल्ली', ['delhi']],
    ['फूड', ['delhi']],
    // Emoji, with and without skin tone, selector or joiner.
    ['💄', ['linh.beauty_vn']],
    ['👍', ['smiles']],
    ['❤', ['smiles']],
    ['👩🍳', ['smiles']],
    ['🇻🇳', ['smiles']],
    ['🇻🇺', []],
    ['🍜', ['tokyo_eats']],
    // What means something to SQL or to a text search is text.
    ["O'Brien", ['strasse']],
    ["o'bri", ['strasse']],
    ['back_slash', ['strasse']],
    ["'; DROP TABLE creators; --", []],
    ["' OR 1=1 --", []],
    ['linh & !beauty', ['linh.beauty_vn']],
    ['linh | nguyen', ['linh.beauty_vn']],
    ['linh:*', ['linh.beauty_vn']],
    ['li%', ['linh.beauty_vn']],
    ["\\'quoted\\'", ['strasse']],
    ['%', []],
    ['_', []],
    ["'", []],
    ['\\', []],
  ])('finds by %s', async (text, expected) => {
    expect(await byText(text)).toEqual(expected);
  });

  it('takes blank text for none', async () => {
    expect(await byText('   ')).toHaveLength(people.length);
    expect(await find({})).toHaveLength(people.length);
  });

  it('refuses text that cannot be stored, and too much of it', async () => {
    for (const filter of [
      { text: 'a\0b' },
      { text: '\ud800' },
      { text: 'x'.repeat(201) },
      { categories: ['\0'] },
      { categories: Array(301).fill('a') },
    ])
      expect(await creators.code(analyst, search, { filter })).toBe('BAD_USER_INPUT');
    for (const filter of [
      { countries: ['vn'] },
      { countries: ["V'"] },
      { followers: { min: -1 } },
      { followers: { min: 1e300 } },
      { engagementRate: { min: 'NaN' } },
    ])
      expect(await creators.code(analyst, search, { filter })).toBe('BAD_USER_INPUT');
  });

  it('filters by country, category and followers, all at once', async () => {
    expect(await find({ countries: ['JP', 'KR'] })).toEqual(['tokyo_eats', 'kyotofood', 'seoulite', 'fullwidth']);
    expect(await find({ countries: ['JP', 'TH'], categories: ['TRAVEL', 'art'] })).toEqual([
      'kyotofood',
      'fullwidth',
      'bkk.street',
    ]);
    expect(await find({ followers: { min: 90, max: 300 } })).toEqual([
      'tokyo_eats',
      'kyotofood',
      'seoulite',
      'strasse',
    ]);
    expect(await find({ countries: [], categories: ['travel'], followers: { max: 200 }, text: '京' })).toEqual([
      'kyotofood',
    ]);
    expect(await find({ followers: { min: 300, max: 90 } })).toEqual([]);
    expect(await find({ countries: ['QQ'] })).toEqual([]);
  });

  it('never matches a bound on what is not known', async () => {
    const all = await find({});
    expect(all.slice(-2).sort()).toEqual(['bkk.street', 'smiles']);
    expect(await find({ followers: { min: 0 } })).toHaveLength(people.length - 2);
    expect(await find({ followers: { max: 1_000_000 } })).toHaveLength(people.length - 2);
    expect(await find({ engagementRate: { max: 1 } })).toEqual([]);
  });

  it('counts only when asked, and what matches the filter', async () => {
    const cost = async (query: string, variables: object) => {
      const before = await creators.statements();
      const data = await creators.data(analyst, query, variables as Record<string, unknown>);
      return { statements: (await creators.statements()) - before, creators: data.creators };
    };
    expect((await cost(search, {})).statements).toBe(1);
    const counted = await cost(withCount, { filter: { countries: ['JP'] } });
    expect(counted.statements).toBe(2);
    expect(counted.creators).toMatchObject({ totalCount: 3, nodes: [{}, {}] });
  });

  it('leaves suspended creators out of every list, and keeps them for those who name them', async () => {
    const id = ids.get('delhi')!;
    await creators.data(operator, `mutation ($id: ID!) { suspendCreator(input: { id: $id }) { creator { status } } }`, {
      id,
    });
    expect(await byText('delhi')).toEqual([]);
    for (const orderBy of ['FOLLOWERS', 'AVERAGE_VIEWS', 'ENGAGEMENT_RATE', 'NEWEST'])
      expect((await creators.data(operator, search, { orderBy })).creators.nodes).toHaveLength(people.length - 1);
    const entities = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Creator { handle status } } }`;
    expect((await creators.data(analyst, entities, { r: [{ __typename: 'Creator', id }] }))._entities).toEqual([
      { handle: 'delhi', status: 'SUSPENDED' },
    ]);
    await creators.data(
      operator,
      `mutation ($id: ID!) { reinstateCreator(input: { id: $id }) { creator { status } } }`,
      { id },
    );
    expect(await byText('delhi')).toEqual(['delhi']);
  });

  it('pages through what words find', async () => {
    const expected = (await creators.data(analyst, search, { filter: { text: 'n' } })).creators.nodes;
    expect(expected.length).toBeGreaterThanOrEqual(2);
    const seen: object[] = [];
    let after: string | null = null;
    do {
      const {
        creators: page,
      }: { creators: { nodes: object[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } = await creators.data(
        analyst,
        search,
        { filter: { text: 'n' }, first: 1, after },
      );
      seen.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(expected);
  });

  it('is for those who are signed in', async () => {
    expect(await creators.code(anonymousViewer, search)).toBe('UNAUTHENTICATED');
    expect(await creators.code(creatorViewer(ids.get('cairo')!), search)).toBeUndefined();
  });

  it('finds a creator by new words as soon as they are stored', async () => {
    await creators.importCreators([{ handle: 'cairo', bio: 'Koshari كشري', reportedAt: '2026-03-01T00:00:00Z' }]);
    expect(await byText('كشري')).toEqual(['cairo']);
    expect(await byText('وصفات')).toEqual([]);
  });
});
