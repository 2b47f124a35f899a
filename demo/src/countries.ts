import type { CurrencyCode } from './currencies.js';

/** What demo data knows of a country. */
export interface Country {
  /** ISO 3166-1 alpha-2. */
  code: string;
  /** How many creators come from there, relative to the others. */
  weight: number;
  /** BCP 47 tags of the languages its creators use, the main one first; each has a language pack (by its first part). */
  languages: readonly string[];
  currency: CurrencyCode;
  /** International calling code, digits only. */
  callingCode: string;
  /** Where viewers abroad are likely to be, ISO 3166-1 alpha-2. */
  audienceAbroad: readonly string[];
  /** Places that creators mention. */
  cities: readonly string[];
}

/** Tells the row's columns apart: code, weight, languages, currency, calling code, audience abroad, cities. */
type Row = [string, number, string, CurrencyCode, string, string, string];

const ROWS: readonly Row[] = [
  ['VN', 14, 'vi', 'VND', '84', 'US AU KR JP', 'Hà Nội|Đà Nẵng|Sài Gòn|Huế'],
  ['JP', 10, 'ja', 'JPY', '81', 'TW US KR TH', '東京|大阪|札幌|福岡'],
  ['US', 13, 'en es', 'USD', '1', 'GB CA MX PH', 'Austin|Chicago|Seattle|Atlanta'],
  ['KR', 7, 'ko', 'KRW', '82', 'JP US TW VN', '서울|부산|제주|대구'],
  ['ID', 8, 'id', 'IDR', '62', 'MY SA TW US', 'Jakarta|Bandung|Surabaya|Yogyakarta'],
  ['TH', 7, 'th', 'THB', '66', 'VN ID US TW', 'กรุงเทพ|เชียงใหม่|ภูเก็ต|ขอนแก่น'],
  ['BR', 9, 'pt-BR', 'BRL', '55', 'PT US AR MX', 'São Paulo|Recife|Salvador|Curitiba'],
  ['PT', 2, 'pt-PT', 'EUR', '351', 'BR FR GB DE', 'Lisboa|Porto|Coimbra|Faro'],
  ['MX', 7, 'es-MX', 'MXN', '52', 'US CO AR ES', 'Ciudad de México|Guadalajara|Mérida|Oaxaca'],
  ['ES', 5, 'es', 'EUR', '34', 'MX AR FR GB', 'Madrid|Sevilla|Valencia|Málaga'],
  ['AR', 3, 'es-AR', 'ARS', '54', 'ES MX CL US', 'Buenos Aires|Córdoba|Rosario|Mendoza'],
  ['CO', 3, 'es-CO', 'COP', '57', 'US MX ES AR', 'Bogotá|Medellín|Cali|Cartagena'],
  ['CL', 2, 'es-CL', 'CLP', '56', 'AR ES MX US', 'Santiago|Valparaíso|Concepción|Iquique'],
  ['SA', 4, 'ar', 'SAR', '966', 'AE EG KW US', 'الرياض|جدة|الدمام|أبها'],
  ['EG', 4, 'ar', 'EGP', '20', 'SA AE KW US', 'القاهرة|الإسكندرية|الأقصر|أسوان'],
  ['AE', 2, 'ar en', 'AED', '971', 'SA IN EG GB', 'دبي|أبوظبي|الشارقة|العين'],
  ['KW', 1, 'ar', 'KWD', '965', 'SA AE EG GB', 'الكويت|السالمية|حولي|الجهراء'],
  ['IN', 8, 'hi en', 'INR', '91', 'US AE GB CA', 'दिल्ली|मुंबई|जयपुर|लखनऊ'],
  ['DE', 5, 'de', 'EUR', '49', 'FR PL TR US', 'Berlin|Köln|Hamburg|München'],
  ['FR', 5, 'fr', 'EUR', '33', 'CA DE ES GB', 'Paris|Lyon|Marseille|Lille'],
  ['GB', 5, 'en', 'GBP', '44', 'US IN AU CA', 'London|Leeds|Bristol|Glasgow'],
  ['CA', 3, 'en fr', 'CAD', '1', 'US FR GB IN', 'Toronto|Montréal|Calgary|Halifax'],
  ['PH', 4, 'en', 'PHP', '63', 'US SA CA AE', 'Manila|Cebu|Davao|Baguio'],
  ['IT', 4, 'it', 'EUR', '39', 'FR DE ES US', 'Roma|Milano|Napoli|Torino'],
  ['TR', 4, 'tr', 'TRY', '90', 'DE FR AE US', 'İstanbul|İzmir|Ankara|Antalya'],
  ['PL', 3, 'pl', 'PLN', '48', 'DE GB UA US', 'Warszawa|Kraków|Gdańsk|Łódź'],
  ['UA', 2, 'uk', 'UAH', '380', 'PL DE US CA', 'Київ|Львів|Одеса|Харків'],
  ['TW', 3, 'zh-Hant', 'TWD', '886', 'JP US KR TH', '台北|台中|高雄|台南'],
  ['IL', 1, 'he', 'ILS', '972', 'US GB FR DE', 'תל אביב|חיפה|באר שבע|אילת'],
  ['GR', 1, 'el', 'EUR', '30', 'DE GB US IT', 'Αθήνα|Πάτρα|Χανιά|Βόλος'],
  ['SE', 1, 'sv', 'SEK', '46', 'DE GB US PL', 'Stockholm|Göteborg|Malmö|Umeå'],
  ['KE', 2, 'sw en', 'KES', '254', 'US GB AE IN', 'Nairobi|Mombasa|Kisumu|Nakuru'],
];

/** Countries that demo creators and brands come from. */
export const COUNTRIES: readonly Country[] = ROWS.map(
  ([code, weight, languages, currency, callingCode, audienceAbroad, cities]) => ({
    code,
    weight,
    languages: languages.split(' '),
    currency,
    callingCode,
    audienceAbroad: audienceAbroad.split(' '),
    cities: cities.split('|'),
  }),
);

/** Weights of the countries, by code. */
export const COUNTRY_WEIGHTS: Readonly<Record<string, number>> = Object.fromEntries(
  COUNTRIES.map(({ code, weight }) => [code, weight]),
);

const byCode = new Map(COUNTRIES.map((country) => [country.code, country]));

/** The country with this code. Throws a RangeError if demo data does not know it. */
export function countryOf(code: string): Country {
  const country = byCode.get(code);
  if (!country) throw new RangeError(`Demo data does not know the country ${code}`);
  return country;
}
