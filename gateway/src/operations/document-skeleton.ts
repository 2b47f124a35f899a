import { LexemeReader } from './document-lexemes.js';

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
  const lexemes = new LexemeReader(text);
  for (let lexeme = lexemes.next(); lexeme !== 'end'; lexeme = lexemes.next()) {
    if (lexeme === 'name' || lexeme === 'punctuator') continue;
    if (lexeme === 'unterminated') return undefined;
    const { start, end } = lexemes;
    skeleton += text.slice(taken, start);
    taken = end;
    if (lexeme === 'comment') continue;
    const source = text.slice(start, end);
    const kind = lexeme === 'string' ? 'string' : /[.eE]/.test(source) ? 'float' : 'int';
    skeleton += `${mark}${kind[0]!}`;
    literals.push({ kind, start, source });
  }
  return { text: taken === 0 ? text : skeleton + text.slice(taken), literals };
}
