/** A literal of a document: a number or a string. */
export interface Literal {
  kind: 'int' | 'float' | 'string';
  /** Where it begins in the document. */
  start: number;
  /** As it stands there, quotes included. */
  source: string;
}

/** A document with a mark in place of each literal, and what stood there. */
export interface DocumentSkeleton {
  /** Equal for documents that differ in literals and comments alone. */
  text: string;
  literals: readonly Literal[];
}

const enum Char {
  Newline = 0x0a,
  Return = 0x0d,
  Quote = 0x22,
  Hash = 0x23,
  Minus = 0x2d,
  Dot = 0x2e,
  Zero = 0x30,
  Nine = 0x39,
  Underscore = 0x5f,
  Backslash = 0x5c,
}

// No document has this character outside of strings, and strings are taken out.
const mark = '\u0000';

/**
 * Takes the literals out of a document, in one pass over its characters and without judging it: what is no GraphQL
 * gives some skeleton too, and parsing says what is wrong with it.
 * @returns undefined where a string does not end, or the mark itself occurs
 */
export function documentSkeleton(text: string): DocumentSkeleton | undefined {
  if (text.includes(mark)) return undefined;
  const literals: Literal[] = [];
  let skeleton = '';
  let taken = 0;
  let index = 0;
  while (index < text.length) {
    const char = text.charCodeAt(index);
    if (isNameStart(char)) {
      index = endOfName(text, index + 1);
    } else if (char === Char.Quote) {
      const end = endOfString(text, index);
      if (end === undefined) return undefined;
      skeleton += `${text.slice(taken, index)}${mark}s`;
      literals.push({ kind: 'string', start: index, source: text.slice(index, end) });
      taken = index = end;
    } else if (isDigit(char) || (char === Char.Minus && isDigit(text.charCodeAt(index + 1)))) {
      const end = endOfNumber(text, index + 1);
      const source = text.slice(index, end);
      const kind = /[.eE]/.test(source) ? 'float' : 'int';
      skeleton += `${text.slice(taken, index)}${mark}${kind[0]!}`;
      literals.push({ kind, start: index, source });
      taken = index = end;
    } else if (char === Char.Hash) {
      const end = endOfLine(text, index);
      skeleton += text.slice(taken, index);
      taken = index = end;
    } else index += 1;
  }
  return { text: taken === 0 ? text : skeleton + text.slice(taken), literals };
}

function isDigit(char: number): boolean {
  return char >= Char.Zero && char <= Char.Nine;
}

function isNameStart(char: number): boolean {
  return (char >= 0x61 && char <= 0x7a) || (char >= 0x41 && char <= 0x5a) || char === Char.Underscore;
}

function endOfName(text: string, from: number): number {
  let index = from;
  while (isNameStart(text.charCodeAt(index)) || isDigit(text.charCodeAt(index))) index += 1;
  return index;
}

/** Takes whatever a number runs into as well, such as the name in `1a`: that is an error to be told as it stands. */
function endOfNumber(text: string, from: number): number {
  let index = from;
  for (; index < text.length; index += 1) {
    const char = text.charCodeAt(index);
    if (isDigit(char) || isNameStart(char) || char === Char.Dot) continue;
    const sign = char === Char.Minus || text[index] === '+';
    if (!sign || !/[eE]/.test(text[index - 1]!)) break;
  }
  return index;
}

function endOfLine(text: string, from: number): number {
  let index = from;
  while (index < text.length && text.charCodeAt(index) !== Char.Newline && text.charCodeAt(index) !== Char.Return)
    index += 1;
  return index;
}

function endOfString(text: string, from: number): number | undefined {
  if (text.startsWith('"""', from)) {
    for (let end = text.indexOf('"""', from + 3); end >= 0; end = text.indexOf('"""', end + 3))
      if (text.charCodeAt(end - 1) !== Char.Backslash) return end + 3;
    return undefined;
  }
  for (let index = from + 1; index < text.length; index += 1) {
    const char = text.charCodeAt(index);
    if (char === Char.Quote) return index + 1;
    if (char === Char.Newline || char === Char.Return) return undefined;
    if (char === Char.Backslash) index += 1;
  }
  return undefined;
}
