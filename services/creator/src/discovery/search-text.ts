/**
 * Text search in any script, without the database's own parser and dictionaries: those know words only where spaces
 * part them, and what they take for a letter depends on the server's locale. Here a text is cut into lexemes, which
 * go into a `tsvector` as they are; a query is cut the same way.
 *
 * - Words (letters and digits in a row) are kept in lower case, and once more without accents: `nguyen` finds
 *   `Nguyễn`, while `nguyễn` finds only that.
 * - Scripts that put no spaces between words (and Korean, which glues particles to them) are cut into characters and
 *   pairs of neighbours; a query of several characters must find its pairs side by side, so it finds any substring.
 * - Emoji and other symbols are lexemes of their own.
 */

/** Letters of the scripts that are cut into characters and pairs. */
const unspaced =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
const runs = /[\p{L}\p{M}\p{N}]+|\p{Regional_Indicator}{2}|[^\P{S}\p{ASCII}]/gu;
/** Joiners, presentation selectors and skin tones: the same word or emoji with or without. */
const invisible = /\u200b|\u200c|\u200d|\u2060|\ufe0e|\ufe0f|\u00ad|\p{Emoji_Modifier}/gu;
/** Marks that may be left out where these scripts are written. */
const accents =
  /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}]\p{M}*)\p{Mn}/gu;
const greekAccents = /(?<=\p{Script=Greek}\p{M}*)\p{Mn}/gu;
/** Letters that do not decompose into a base and a mark. */
const plainLetters: Readonly<Record<string, string>> = {
  đ: 'd',
  ð: 'd',
  ø: 'o',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
};

/** Longest word that is told apart to its end, in characters. */
const maxWordLength = 64;
/** Postgres counts positions to 16,383; a document ends before. */
const maxPosition = 16_000;
/** Most parts of a query. */
const maxQueryParts = 24;

/** A part of a text: a word or symbol, or a row of characters of an unspaced script. */
type Part = { kind: 'word'; word: string } | { kind: 'characters'; characters: string[] };

/** A text with what capitals do not show taken away: in capitals ß is SS, and Greek goes without accents. */
function folded(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase().replace(/ß/g, 'ss').replace(/ς/g, 'σ');
  return lower.normalize('NFD').replace(greekAccents, '').normalize('NFC');
}

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  const plain = folded(text).replace(invisible, '');
  for (const [run] of plain.matchAll(runs)) {
    let open: Part | undefined;
    for (const character of run) {
      const kind = unspaced.test(character) ? 'characters' : 'word';
      if (open?.kind !== kind) parts.push((open = kind === 'word' ? { kind, word: '' } : { kind, characters: [] }));
      if (open.kind === 'word') open.word += character;
      else open.characters.push(character);
    }
  }
  return parts.map((part) =>
    part.kind === 'word' ? { kind: 'word', word: [...part.word].slice(0, maxWordLength).join('') } : part,
  );
}

function withoutAccents(word: string): string {
  return word
    .normalize('NFD')
    .replace(accents, '')
    .normalize('NFC')
    .replace(/[đðøłæœþıħ]/g, (letter) => plainLetters[letter] ?? letter);
}

function quoted(lexeme: string): string {
  return `'${lexeme.replace(/\\/g, '\\\\').replace(/'/g, "''")}'`;
}

function pairsOf(characters: readonly string[]): string[] {
  return characters.slice(1).map((character, n) => `${characters[n]}${character}`);
}

/**
 * What a creator is found by, in the text form of a `tsvector`.
 * @param texts handle, name, bio …; in handles, words that punctuation parts can also be searched as one
 */
export function searchDocument(handles: readonly (string | null)[], texts: readonly (string | null)[]): string {
  const entries: string[] = [];
  let position = 1;
  const add = (lexeme: string): void => {
    entries.push(`${quoted(lexeme)}:${position}`);
  };
  for (const text of [...handles, ...texts]) {
    for (const part of partsOf(text ?? '')) {
      if (position > maxPosition) return entries.join(' ');
      if (part.kind === 'word') {
        add(part.word);
        const plain = withoutAccents(part.word);
        if (plain !== part.word) add(plain);
        position += 1;
      } else {
        const pairs = pairsOf(part.characters);
        for (const [n, character] of part.characters.entries()) {
          if (position > maxPosition) break;
          add(character);
          if (pairs[n]) add(pairs[n]);
          position += 1;
        }
      }
      // A gap, so that no pair is thought to go on into the next part.
      position += 1;
    }
  }
  for (const handle of handles) {
    const joined = (handle ?? '').replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
    const [part, more] = partsOf(joined);
    if (part?.kind === 'word' && !more) add(part.word);
  }
  return entries.join(' ');
}

/**
 * What to search for, in the text form of a `tsquery`: every word must occur, the last one as a beginning.
 * @returns null when the text has nothing in it that can be searched for
 */
export function searchQuery(text: string): string | null {
  const parts = partsOf(text).slice(0, maxQueryParts);
  if (!parts.length) return null;
  return parts
    .map((part, n) => {
      if (part.kind === 'word') return n === parts.length - 1 ? `${quoted(part.word)}:*` : quoted(part.word);
      const pairs = pairsOf(part.characters);
      return pairs.length ? `(${pairs.map(quoted).join(' <-> ')})` : quoted(part.characters[0] ?? '');
    })
    .join(' & ');
}
