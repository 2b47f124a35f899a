import { tracer, type Span } from './tracer.js';

/** Longest text of a statement that is kept, in characters. */
const longestStatement = 4_000;

// Texts and numbers written into a statement; `$1` and `int4` are neither.
const literal = /'(?:[^']|'')*'|(?<![\w$.])\d+(?:\.\d+)?\b/g;

/** A statement's text without values: parameters are not in it, and what is written out becomes `?`. */
export function withoutValues(statement: string): string {
  return statement.replace(literal, '?').slice(0, longestStatement);
}

/**
 * Starts the span of an SQL statement of the request being served. Names are those of OpenTelemetry's conventions for
 * databases, version 1.28.
 * @param database its name
 * @returns undefined where nothing is traced
 */
export function startStatementSpan(text: string, database: string | undefined): Span | undefined {
  if (!tracer) return undefined;
  const operation = /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? 'SQL';
  return tracer.start(database ? `${operation} ${database}` : operation, {
    kind: 'client',
    attributes: {
      'db.system': 'postgresql',
      'db.operation.name': operation,
      'db.query.text': withoutValues(text),
      ...(database && { 'db.namespace': database }),
    },
  });
}

/** Ends the span with what the server answers. @returns the answer */
export async function spannedStatement(span: Span, answer: Promise<unknown>): Promise<unknown> {
  try {
    const result = await answer;
    const { rowCount } = (result ?? {}) as { rowCount?: unknown };
    if (typeof rowCount === 'number') span.setAttribute('db.response.returned_rows', rowCount);
    return result;
  } catch (error) {
    const { code } = (error ?? {}) as { code?: unknown };
    if (typeof code === 'string') span.setAttribute('db.response.status_code', code);
    // Without the message: it may quote values.
    span.setStatus({ code: 2 });
    throw error;
  } finally {
    span.end();
  }
}
