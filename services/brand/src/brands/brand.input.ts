import { InputCheck } from '#platform/errors/user-errors.js';
import type { RegisterBrandInput } from '#schema/__generated__/brand.js';

/** A registration that can be stored. */
export interface BrandRegistration {
  name: string;
  email: string;
  phone: string;
  industry: string | null;
  country: string | null;
  website: string | null;
}

const regionNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
// Loose on purpose: the activation e-mail is the proof. Strict about what could break out of a mail header.
const emailPattern =
  /^[^\s\p{Cc}@"<>(),;:\\[\]]{1,64}@[^\s\p{Cc}@"<>(),;:\\[\]._][^\s\p{Cc}@"<>(),;:\\[\]]*\.[^\s\p{Cc}@"<>(),;:\\[\].]{2,}$/u;
const phonePattern = /^\+[1-9]\d{6,14}$/;

/** Blank optional text counts as not given. */
function optional(check: InputCheck, value: string | null | undefined, max: number, field: string): string | null {
  return value == null || value.trim() === '' ? null : check.text(value, { max }, field);
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** Checks a registration. @throws UserProblem with everything that is wrong with it */
export function checkRegistration(input: RegisterBrandInput): BrandRegistration {
  const check = new InputCheck();
  const name = check.text(input.name, { min: 1, max: 100 }, 'name');
  check.require(!/\p{Cc}/u.test(name), 'INVALID', 'name must not have control characters.', 'name');
  const email = input.email.trim();
  if (check.require(email !== '', 'REQUIRED', 'email is required.', 'email'))
    check.require(
      email.length <= 254 && email.isWellFormed() && emailPattern.test(email),
      'INVALID',
      'email must be an e-mail address.',
      'email',
    );
  const phone = input.phone.replace(/[\s().-]/g, '');
  if (check.require(phone !== '', 'REQUIRED', 'phone is required.', 'phone'))
    check.require(phonePattern.test(phone), 'INVALID', 'phone must be in E.164, such as +84901234567.', 'phone');
  const industry = optional(check, input.industry, 100, 'industry');
  const country = input.country ?? null;
  check.require(
    country === null || regionNames.of(country) !== undefined,
    'INVALID',
    'country must be an ISO 3166-1 alpha-2 code.',
    'country',
  );
  const website = optional(check, input.website, 2_048, 'website');
  check.require(
    website === null || isWebAddress(website),
    'INVALID',
    'website must be an http or https address.',
    'website',
  );
  check.done();
  return { name, email, phone, industry, country, website };
}
