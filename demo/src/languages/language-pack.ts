import { CATEGORIES, type Category } from '../categories.js';

/** A part of a name, as it is written and in Latin letters (for handles). */
export interface NamePart {
  written: string;
  latin: string;
}

/** Words of one language that demo creators are made of. */
export interface LanguagePack {
  given: readonly NamePart[];
  family: readonly NamePart[];
  /** Whether the family name goes first. */
  familyFirst: boolean;
  /** What stands between the two names. */
  nameSeparator: string;
  /** Sentences about oneself; `{topic}`, `{other}` (topics) and `{city}` are filled in. */
  bios: readonly string[];
  /** Sentences over a video; `{topic}` and `{city}` are filled in. */
  captions: readonly string[];
  /** Hashtags that go with anything, lower case, without `#`. */
  hashtags: readonly string[];
  /** Word for each topic. */
  topics: Readonly<Record<Category, string>>;
}

/** The words of a pack as one types them. */
export interface LanguageWords {
  /** Names between spaces, each `written` or `written:latin` where the script is not Latin. */
  given: string;
  family: string;
  familyFirst?: boolean;
  nameSeparator?: string;
  bios: string[];
  captions: string[];
  /** Between spaces. */
  hashtags: string;
  /** Between `|`, in the order of CATEGORIES. */
  topics: string;
}

/** Letters that do not come apart into a Latin letter and a mark. */
const WHOLE_LETTERS: Readonly<Record<string, string>> = { đ: 'd', ł: 'l', ı: 'i', ß: 'ss', ø: 'o', æ: 'ae' };

function latinOf(written: string): string {
  return written
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]/g, (letter) => WHOLE_LETTERS[letter] ?? '');
}

function nameParts(list: string): NamePart[] {
  return list.split(/\s+/).map((entry) => {
    const [written = '', latin] = entry.split(':');
    return { written: written.normalize('NFC'), latin: latin ?? latinOf(written) };
  });
}

/** Makes a pack of words. Throws an Error when a topic or a name in Latin letters is missing. */
export function languagePack(words: LanguageWords): LanguagePack {
  const topics = words.topics.split('|');
  if (topics.length !== CATEGORIES.length) throw new Error(`${topics.length} topics in “${words.topics}”`);
  const given = nameParts(words.given);
  const family = nameParts(words.family);
  const unreadable = [...given, ...family].find(({ latin }) => latin === '');
  if (unreadable) throw new Error(`The name ${unreadable.written} lacks its Latin letters`);
  return {
    given,
    family,
    familyFirst: words.familyFirst ?? false,
    nameSeparator: words.nameSeparator ?? ' ',
    bios: words.bios,
    captions: words.captions,
    hashtags: words.hashtags.split(/\s+/),
    topics: Object.fromEntries(CATEGORIES.map((category, i) => [category, topics[i]])) as Record<Category, string>,
  };
}
