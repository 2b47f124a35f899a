import { arabic } from './arabic.js';
import { chinese } from './chinese.js';
import { english } from './english.js';
import { french } from './french.js';
import { german } from './german.js';
import { greek } from './greek.js';
import { hebrew } from './hebrew.js';
import { hindi } from './hindi.js';
import { indonesian } from './indonesian.js';
import { italian } from './italian.js';
import { japanese } from './japanese.js';
import { korean } from './korean.js';
import type { LanguagePack } from './language-pack.js';
import { polish } from './polish.js';
import { portuguese } from './portuguese.js';
import { spanish } from './spanish.js';
import { swahili } from './swahili.js';
import { swedish } from './swedish.js';
import { thai } from './thai.js';
import { turkish } from './turkish.js';
import { ukrainian } from './ukrainian.js';
import { vietnamese } from './vietnamese.js';

const PACKS: Readonly<Record<string, LanguagePack>> = {
  ar: arabic,
  de: german,
  el: greek,
  en: english,
  es: spanish,
  fr: french,
  he: hebrew,
  hi: hindi,
  id: indonesian,
  it: italian,
  ja: japanese,
  ko: korean,
  pl: polish,
  pt: portuguese,
  sv: swedish,
  sw: swahili,
  th: thai,
  tr: turkish,
  uk: ukrainian,
  vi: vietnamese,
  zh: chinese,
};

/** Words of a language, named by its BCP 47 tag (`pt-BR` finds Portuguese). Throws a RangeError if there are none. */
export function languagePackOf(tag: string): LanguagePack {
  const pack = PACKS[tag.split('-')[0] ?? tag];
  if (!pack) throw new RangeError(`Demo data has no words in ${tag}`);
  return pack;
}
