import { LexemeReader } from '../operations/document-lexemes.js';
import { documentTooExpensive, tooExpensive } from './limit-refusal.js';

/** What is counted in the text of a document, fragments as they stand there. */
export interface TextLimits {
  /** Most tokens. */
  tokens: number;
  /** Deepest nesting: of fields and fragments, and of lists and objects in one argument. */
  depth: number;
  /** Most selections. */
  selections: number;
  /** Most fields under another name. */
  aliases: number;
  /** Most directives. */
  directives: number;
  /** Most operations and fragments. */
  definitions: number;
  /** Most values: of arguments, of variables' types and defaults; lists and objects, and what is in them. */
  values: number;
}

/**
 * Counts what stands in the text of a document before it is parsed and validated, which for a large one takes
 * milliseconds; this takes some tenths of one for 100,000 characters. What it refuses would be refused later too, some of
 * it as no GraphQL at all; definitions and values are bounded here alone.
 * @returns the number of tokens; of a string that does not end, those before it
 * @throws GraphQLError TOO_EXPENSIVE past a limit
 */
export function checkTextLimits(text: string, limits: TextLimits): number {
  return new TextCounter(limits).count(text);
}

const enum Char {
  OpeningParenthesis = 0x28,
  ClosingParenthesis = 0x29,
  Dot = 0x2e,
  Colon = 0x3a,
  Equals = 0x3d,
  At = 0x40,
  OpeningBracket = 0x5b,
  ClosingBracket = 0x5d,
  OpeningBrace = 0x7b,
  ClosingBrace = 0x7d,
}

/** What stands before a name or a value, where that says what it is. */
const enum Before {
  Nothing,
  Spread,
  TypeCondition,
  Directive,
  Alias,
  /** What an argument, a field of an object or a default is set to, or the type of a variable. */
  Assignment,
}

class TextCounter {
  private tokens = 0;
  private selections = 0;
  private aliases = 0;
  private directives = 0;
  private definitions = 0;
  private values = 0;

  private before = Before.Nothing;
  private parentheses = 0;
  private selectionLevel = 0;
  /** Lists and objects, in the parentheses that it is in. */
  private valueLevel = 0;

  constructor(private readonly limits: TextLimits) {}

  count(text: string): number {
    const { limits } = this;
    const lexemes = new LexemeReader(text);
    for (let lexeme = lexemes.next(); lexeme !== 'end'; lexeme = lexemes.next()) {
      if (lexeme === 'comment') continue;
      // Parsing goes no further either, and says what is wrong.
      if (lexeme === 'unterminated') break;
      this.tokens += 1;
      if (this.tokens > limits.tokens) throw documentTooExpensive(`has more than ${limits.tokens} tokens`);
      const { before } = this;
      this.before = Before.Nothing;
      if (lexeme === 'punctuator') this.punctuator(text.charCodeAt(lexemes.start));
      else if (this.parentheses > 0) {
        const isDescription = lexeme === 'string' && this.valueLevel === 0 && before !== Before.Assignment;
        if (before !== Before.Directive && !isDescription) this.value();
      } else if (lexeme === 'name') {
        if (before === Before.Nothing) this.selection();
        else if (before === Before.Spread && text.slice(lexemes.start, lexemes.end) === 'on')
          this.before = Before.TypeCondition;
      }
    }
    return this.tokens;
  }

  private punctuator(char: number): void {
    switch (char) {
      case Char.Dot:
        this.selection();
        this.before = Before.Spread;
        break;
      case Char.At:
        this.directive();
        break;
      case Char.Colon:
        // The name before it was no value, but one of an argument, of a variable, or of an object's field.
        if (this.parentheses > 0) {
          this.values -= 1;
          this.before = Before.Assignment;
        } else this.alias();
        break;
      case Char.Equals:
        this.before = Before.Assignment;
        break;
      case Char.OpeningParenthesis:
        this.parentheses += 1;
        this.valueLevel = 0;
        break;
      case Char.ClosingParenthesis:
        this.parentheses -= 1;
        break;
      case Char.OpeningBrace:
      case Char.OpeningBracket:
        this.open();
        break;
      case Char.ClosingBrace:
      case Char.ClosingBracket:
        if (this.parentheses > 0) this.valueLevel -= 1;
        else this.selectionLevel -= 1;
        break;
    }
  }

  private open(): void {
    const { depth, definitions } = this.limits;
    if (this.parentheses > 0) {
      this.valueLevel += 1;
      this.value();
    } else {
      if (this.selectionLevel === 0) this.definitions += 1;
      this.selectionLevel += 1;
    }
    if (this.valueLevel > depth || this.selectionLevel > depth)
      throw tooExpensive(`is nested more than ${depth} levels deep`);
    if (this.definitions > definitions)
      throw documentTooExpensive(`has more than ${definitions} operations and fragments`);
  }

  private selection(): void {
    if (this.selectionLevel > 0) this.selections += 1;
    const { selections } = this.limits;
    if (this.selections > selections) throw tooExpensive(`selects more than ${selections} fields, fragments expanded`);
  }

  private alias(): void {
    this.aliases += 1;
    this.before = Before.Alias;
    const { aliases } = this.limits;
    if (this.aliases > aliases) throw tooExpensive(`has more than ${aliases} aliases, fragments expanded`);
  }

  private directive(): void {
    this.directives += 1;
    this.before = Before.Directive;
    const { directives } = this.limits;
    if (this.directives > directives) throw tooExpensive(`has more than ${directives} directives, fragments expanded`);
  }

  private value(): void {
    this.values += 1;
    const { values } = this.limits;
    if (this.values > values) throw documentTooExpensive(`has more than ${values} values; send them as variables`);
  }
}
