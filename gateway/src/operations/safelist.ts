import { Lexer, parse, print, Source, TokenKind, type GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Counter } from 'prom-client';
import { codedError } from '#platform/errors/graphql-errors.js';
import { BoundedCache } from '#platform/caching/bounded-cache.js';
import { sha256 } from './document-hash.js';
import type { KnownDocuments } from './known-documents.js';

/** What becomes of documents that are not known: they run as if there were no list, run and are logged, or are refused. */
export const safelistModes = ['off', 'warn', 'enforce'] as const;

/** One of these. */
export type SafelistMode = (typeof safelistModes)[number];

/** What a list is made of. */
export interface SafelistOptions {
  mode: Exclude<SafelistMode, 'off'>;
  documents: KnownDocuments;
  logger: Logger;
  /** Counts documents that are not known. */
  unknown: Pick<Counter, 'inc'>;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** The refusal of a document that is not on the list. */
export function notInList(): GraphQLError {
  return codedError('PERSISTED_QUERY_NOT_IN_LIST', 'This document is not on the list of known ones.');
}

/** Most characters of texts that are kept as known. */
const keptCharacters = 4_000_000;

/** Shortest time between two lines of the log, in ms. */
const linePause = 10_000;

/**
 * The documents that clients may send. One is known whatever its white space, commas, comments and the order of its
 * definitions; a definition more or less makes it another.
 */
export class Safelist {
  private readonly forms = new Set<string>();
  /** A document with more tokens than any known one is not parsed. */
  private readonly maxTokens: number;
  // Of those that are known alone: a flood of others pushes nothing out.
  private readonly admitted = new BoundedCache<string, true>(keptCharacters, (text) => text.length);
  private nextLine = 0;
  private suppressed = 0;

  constructor(private readonly options: SafelistOptions) {
    let maxTokens = 0;
    for (const text of options.documents.values()) {
      this.forms.add(formOf(text) ?? '');
      maxTokens = Math.max(maxTokens, tokensOf(text));
    }
    this.maxTokens = maxTokens;
  }

  /** The document that an identifier stands for. */
  textOf(id: string): string | undefined {
    return this.options.documents.get(id);
  }

  /** Whether documents that are not known are refused. */
  get enforces(): boolean {
    return this.options.mode === 'enforce';
  }

  /** Whether a document may run. Looks at nothing else than the list. */
  admits(text: string): boolean {
    if (this.admitted.get(text)) return true;
    const form = formOf(text, this.maxTokens);
    if (form !== undefined && this.forms.has(form)) {
      this.admitted.set(text, true);
      return true;
    }
    this.options.unknown.inc();
    this.report(text);
    return this.options.mode === 'warn';
  }

  /** One line in a while, which tells how many were left out. The text stays out: it may hold what somebody typed. */
  private report(text: string): void {
    const { logger, mode, now = Date.now } = this.options;
    if (now() < this.nextLine) {
      this.suppressed += 1;
      return;
    }
    logger.warn({ document: sha256(text), mode, suppressed: this.suppressed }, 'a document is not on the list');
    this.nextLine = now() + linePause;
    this.suppressed = 0;
  }
}

/** What equal documents have in common. @returns undefined for what is no GraphQL or has more tokens */
function formOf(text: string, maxTokens?: number): string | undefined {
  try {
    const { definitions } = parse(text, { noLocation: true, maxTokens });
    return definitions.map(print).sort().join('\n');
  } catch {
    return undefined;
  }
}

function tokensOf(text: string): number {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  while (lexer.advance().kind !== TokenKind.EOF) tokens += 1;
  return tokens;
}
