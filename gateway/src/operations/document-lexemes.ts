/** A part of a document's text. Unlike tokens, lexemes are not judged: `1a` is a number, and `?` punctuation. */
export type Lexeme =
  | 'name'
  | 'number'
  | 'string'
  | 'comment'
  | 'punctuator'
  /** A string that does not end; nothing can be told of what follows. */
  | 'unterminated'
  | 'end';

const enum Char {
  Tab = 0x09,
  Newline = 0x0a,
  Return = 0x0d,
  Space = 0x20,
  Quote = 0x22,
  Hash = 0x23,
  Comma = 0x2c,
  Minus = 0x2d,
  Dot = 0x2e,
  Zero = 0x30,
  Nine = 0x39,
  UpperA = 0x41,
  UpperZ = 0x5a,
  Backslash = 0x5c,
  Underscore = 0x5f,
  LowerA = 0x61,
  LowerZ = 0x7a,
  ByteOrderMark = 0xfeff,
}

/**
 * Reads the lexemes of a document by its characters alone, in one pass:
 * https://spec.graphql.org/September2025/#sec-Language.Source-Text
 */
export class LexemeReader {
  /** Where the last lexeme starts. */
  start = 0;
  /** Where it ends. */
  end = 0;

  constructor(private readonly text: string) {}

  /** Reads the next lexeme; white space and commas are none. */
  next(): Lexeme {
    const { text } = this;
    let index = this.end;
    let char = text.charCodeAt(index);
    while (isBetween(char)) char = text.charCodeAt((index += 1));
    this.start = index;
    if (index >= text.length) return 'end';
    if (isNameStart(char)) {
      this.end = endOfName(text, index + 1);
      return 'name';
    }
    if (char === Char.Quote) {
      const end = endOfString(text, index);
      if (end === undefined) return 'unterminated';
      this.end = end;
      return 'string';
    }
    if (isDigit(char) || (char === Char.Minus && isDigit(text.charCodeAt(index + 1)))) {
      this.end = endOfNumber(text, index + 1);
      return 'number';
    }
    if (char === Char.Hash) {
      this.end = endOfLine(text, index);
      return 'comment';
    }
    this.end = index + (char === Char.Dot && text.startsWith('...', index) ? 3 : 1);
    return 'punctuator';
  }
}

function isBetween(char: number): boolean {
  return (
    char === Char.Space ||
    char === Char.Newline ||
    char === Char.Comma ||
    char === Char.Return ||
    char === Char.Tab ||
    char === Char.ByteOrderMark
  );
}

function isDigit(char: number): boolean {
  return char >= Char.Zero && char <= Char.Nine;
}

function isNameStart(char: number): boolean {
  return (
    (char >= Char.LowerA && char <= Char.LowerZ) ||
    (char >= Char.UpperA && char <= Char.UpperZ) ||
    char === Char.Underscore
  );
}

function endOfName(text: string, from: number): number {
  let index = from;
  let char = text.charCodeAt(index);
  while (isNameStart(char) || isDigit(char)) char = text.charCodeAt((index += 1));
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
