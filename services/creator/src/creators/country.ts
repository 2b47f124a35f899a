const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
/** What the region table lists besides countries: unions, reserved and private codes, and codes of states that are no more. */
const notCountries = new Set([
  'EU',
  'EZ',
  'UN',
  'QO',
  'XA',
  'XB',
  'ZZ',
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'IC',
  'TA',
  'AN',
  'BU',
  'CS',
  'DD',
  'FX',
  'NT',
  'SU',
  'TP',
  'YD',
  'YU',
  'ZR',
  'UK',
]);
/** Names in use that the table writes otherwise. */
const aliases: Readonly<Record<string, string>> = {
  usa: 'US',
  'u.s.a.': 'US',
  'u.s.': 'US',
  us: 'US',
  america: 'US',
  'united states of america': 'US',
  uk: 'GB',
  'u.k.': 'GB',
  britain: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  uae: 'AE',
  emirates: 'AE',
  korea: 'KR',
  'republic of korea': 'KR',
  'korea, republic of': 'KR',
  'viet nam': 'VN',
  holland: 'NL',
  'the netherlands': 'NL',
  'russian federation': 'RU',
  turkey: 'TR',
  türkiye: 'TR',
  turkiye: 'TR',
  'czech republic': 'CZ',
  burma: 'MM',
  macau: 'MO',
  macao: 'MO',
  'hong kong': 'HK',
  'ivory coast': 'CI',
  "cote d'ivoire": 'CI',
  swaziland: 'SZ',
  macedonia: 'MK',
  palestine: 'PS',
  'cape verde': 'CV',
  'east timor': 'TL',
  'dr congo': 'CD',
  'democratic republic of the congo': 'CD',
  congo: 'CG',
  'republic of the congo': 'CG',
  laos: 'LA',
  syria: 'SY',
  iran: 'IR',
  brasil: 'BR',
  'the philippines': 'PH',
};

const nameKey = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[’‘]/g, "'")
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/\s+/gu, ' ')
    .trim();

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const codes = new Set(
  letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !notCountries.has(code) && names.of(code) !== undefined),
);
const byName = new Map([
  ...[...codes].map((code): [string, string] => [nameKey(names.of(code) ?? code), code]),
  ...Object.entries(aliases).map(([name, code]): [string, string] => [nameKey(name), code]),
]);

/** Whether a text is the ISO 3166-1 alpha-2 code of a country. */
export function isCountryCode(text: string): boolean {
  return codes.has(text);
}

/** The ISO 3166-1 alpha-2 code of a country. @param text a code or an English name; null if it is neither */
export function countryCodeOf(text: string): string | null {
  const upper = text.trim().toUpperCase();
  if (codes.has(upper)) return upper;
  return byName.get(nameKey(text)) ?? null;
}
