import { COUNTRY_WEIGHTS, countryOf } from './countries.js';
import { demoId } from './demo-id.js';
import { DAY, HOUR, type DemoWorld } from './demo-world.js';
import type { BrandRecord, BrandStatusName } from './records.js';

/** Invented names, and what the brands would sell. */
const NAMES: readonly (readonly [name: string, industry: Industry])[] = [
  ['Lumivelle Skin', 'Consumer Staples'],
  ['Brackwater Tea Works', 'Consumer Staples'],
  ['Tundrelo Outdoor', 'Consumer Discretionary'],
  ['Quibbon Games', 'Communication Services'],
  ['Mộc Trà Phố Nhỏ', 'Consumer Staples'],
  ['Hoshimaru Bento Club', 'Consumer Staples'],
  ['Velotrix Bikes', 'Consumer Discretionary'],
  ['Casa Pimentón Azul', 'Consumer Staples'],
  ['Noorzaya Abayas', 'Consumer Discretionary'],
  ['Pixelgoose Studio', 'Information Technology'],
  ['Dalbori Home', 'Consumer Discretionary'],
  ['Sabai Moon Sunscreen', 'Consumer Staples'],
  ['Grünspecht Kaffee', 'Consumer Staples'],
  ['Petit Hérisson Jouets', 'Consumer Discretionary'],
  ['Koperli Wallet', 'Financials'],
  ['Ardhavan Spices', 'Consumer Staples'],
  ['Zephlin Audio', 'Information Technology'],
  ['Otterbeam Learning', 'Communication Services'],
  ['Maré Mansa Beachwear', 'Consumer Discretionary'],
  ['Fernpost Books', 'Communication Services'],
  ['Wanderkin Luggage', 'Consumer Discretionary'],
  ['Kumo & Kite', 'Consumer Discretionary'],
  ['Solvenna Vitamins', 'Health Care'],
  ['Ristretto Nove', 'Consumer Staples'],
  ['Pawlander Pets', 'Consumer Staples'],
  ['Yıldızlı Çarşı', 'Consumer Discretionary'],
  ['Halmar Fjord Knitwear', 'Consumer Discretionary'],
  ['Bumi Rasa Snacks', 'Consumer Staples'],
  ['Cloudhatch Phones', 'Information Technology'],
  ['Strideloom Shoes', 'Consumer Discretionary'],
  ['Cielo Verde Viajes', 'Consumer Discretionary'],
  ['Miodowa Spiżarnia', 'Consumer Staples'],
  ['Gearwhistle Cars', 'Consumer Discretionary'],
  ['Nimbolt Energy', 'Utilities'],
  ['Tidefern Swim School', 'Consumer Discretionary'],
  ['Larkspire Hotels', 'Consumer Discretionary'],
  ['Mentawave Sleep', 'Health Care'],
  ['Inkbarrow Pens', 'Consumer Discretionary'],
  ['Dosa Junction 88', 'Consumer Staples'],
  ['Rivermint Dental', 'Health Care'],
];

/** Sectors, as brands name them. */
export type Industry =
  | 'Communication Services'
  | 'Consumer Discretionary'
  | 'Consumer Staples'
  | 'Financials'
  | 'Health Care'
  | 'Information Technology'
  | 'Utilities';

/** Status of the n-th brand: mostly active, and however few there are, the last two show the other states. */
export function brandStatus(world: DemoWorld, n: number): BrandStatusName {
  if (n === 0) return 'ACTIVE';
  const fromEnd = world.scale.brands - 1 - n;
  if (fromEnd === 0) return 'SUSPENDED';
  if (fromEnd === 1) return 'PENDING_ACTIVATION';
  return world.stream(`brand/${n}/status`).weighted({ ACTIVE: 88, PENDING_ACTIVATION: 8, SUSPENDED: 4 });
}

/** Country of the n-th brand; brand 0 is at home where the most creators are. */
export function brandCountry(world: DemoWorld, n: number): string {
  return n === 0 ? 'VN' : world.stream(`brand/${n}/country`).weighted(COUNTRY_WEIGHTS);
}

/** Name of the n-th brand. */
export function brandName(n: number): string {
  const [name = ''] = NAMES[n % NAMES.length] ?? [];
  const round = Math.floor(n / NAMES.length);
  return round === 0 ? name : `${name} ${round + 1}`;
}

/** When the n-th brand registered, as an offset. Those who run campaigns have been there for a year. */
export function brandRegisteredAt(world: DemoWorld, n: number): number {
  const random = world.stream(`brand/${n}/registered`);
  return brandStatus(world, n) === 'PENDING_ACTIVATION'
    ? -HOUR * random.between(1, 60)
    : -DAY * random.between(365, 900);
}

/** Brands in the order of their numbers. */
export function* generateBrands(world: DemoWorld): Iterable<BrandRecord> {
  for (let n = 0; n < world.scale.brands; n += 1) yield brandOf(world, n);
}

function brandOf(world: DemoWorld, n: number): BrandRecord {
  const random = world.stream(`brand/${n}/profile`);
  const status = brandStatus(world, n);
  const registered = brandRegisteredAt(world, n);
  const active = status !== 'PENDING_ACTIVATION';
  const country = brandCountry(world, n);
  const slug = slugOf(n);
  const [, industry] = NAMES[n % NAMES.length] ?? [];
  const linksAds = random.chance(0.45);
  const activated = registered + HOUR * random.between(0.1, 48);
  return {
    id: demoId('brand', n),
    name: brandName(n),
    industry: random.chance(0.05) ? null : (industry ?? null),
    country,
    website: random.chance(0.1) ? null : `https://${slug}.example`,
    status,
    email: `${slug}@example.${random.pick(['com', 'org'])}`,
    phone: phoneOf(country, n),
    adsManagerAccount:
      active && (linksAds || n === 0)
        ? {
            advertiserId: `7${String(random.integer(0, 999_999_999)).padStart(9, '0')}${String(n).padStart(9, '0')}`,
            linkedAt: world.at(activated + DAY * random.between(0.2, 30)),
          }
        : null,
    createdAt: world.at(registered),
    activatedAt: active ? world.at(activated) : null,
  };
}

/** The name in Latin letters and digits. */
function slugOf(n: number): string {
  return brandName(n)
    .toLowerCase()
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** A number that nobody has: behind the country's code no subscriber number begins with three zeros. */
function phoneOf(country: string, n: number): string {
  return `+${countryOf(country).callingCode}000${String(n).padStart(5, '0')}`;
}
