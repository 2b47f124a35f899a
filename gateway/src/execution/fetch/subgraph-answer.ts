import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { errorCodes } from '#platform/errors/graphql-errors.js';
import { isJsonObject } from '#platform/json/json-object.js';
import { internalMessage } from '../../errors/client-errors.js';
import { mendStructure } from '../compile/answer-structure.js';
import type { StreamPosition } from '../stream-position.js';
import { failurePaths, type FetchShape } from '../compile/failure-paths.js';

/** What a subgraph answered, cleaned. */
export interface SubgraphAnswer {
  data: Record<string, unknown> | null;
  errors?: GraphQLFormattedError[];
  /** Of an event: where it stands in its stream, if streams of its kind have positions. */
  position?: StreamPosition | undefined;
  /** Of an event, where it is traced: the subgraph's span, as the subgraph says. */
  traceparent?: string | undefined;
  /** Whether the answer's text has no backslash: then no string in it needs escaping in JSON. */
  plain?: boolean;
}

/** Most errors taken over from one answer. */
const maxErrors = 100;

/** Longest message taken over from a subgraph. */
const maxMessage = 500;

// That a subgraph cannot read what the gateway sent is a fault behind the gateway, not of the client's document.
const known = new Set<string>(errorCodes.filter((code) => !/^(GRAPHQL|OPERATION|PERSISTED)_/.test(code)));

/** An answer that is not what a subgraph may say. */
export class BadAnswer extends Error {
  /** @param isOutage whether it says that the subgraph is in trouble, whatever it was asked */
  constructor(
    reason: string,
    readonly isOutage = false,
  ) {
    super(reason);
    this.name = 'BadAnswer';
  }
}

/**
 * Reads the JSON of an answer. What has another structure than was asked for is null, with an error. Of its errors, message, path and code pass, and only with a code of our list.
 * @throws BadAnswer when it is not an answer to the request
 */
export function readAnswer(parsed: unknown, shape: FetchShape, representations: readonly unknown[]): SubgraphAnswer {
  if (!isJsonObject(parsed)) throw new BadAnswer('no JSON object');
  const { data = null, errors } = parsed as { data?: unknown; errors?: unknown };
  if (data !== null && !isJsonObject(data)) throw new BadAnswer('data is no object');
  if (errors !== undefined && errors !== null && !Array.isArray(errors)) throw new BadAnswer('errors are no list');
  if (shape.entityFields && data) {
    const entities = (data as { _entities?: unknown })._entities;
    if (!Array.isArray(entities) || entities.length !== representations.length)
      throw new BadAnswer('fewer or more entities than asked');
    if (!entities.every((entity) => entity === null || isJsonObject(entity)))
      throw new BadAnswer('an entity is no object');
  }
  const answer: SubgraphAnswer = { data: data };
  if (errors?.length)
    answer.errors = errors.slice(0, maxErrors).flatMap((error: unknown) => cleanError(error, shape, representations));
  else if (data === null) throw new BadAnswer('neither data nor errors');
  const mended = data ? mendStructure(data, shape.structure) : [];
  if (mended.length)
    answer.errors = [
      ...(answer.errors ?? []),
      ...mended
        .slice(0, maxErrors)
        .map((path) => ({ message: internalMessage, path, extensions: { code: 'INTERNAL' } })),
    ];
  return answer;
}

/** Most errors of one answer that are logged. */
const maxLogged = 5;

/** Logs errors that clients are told in general words: whoever looks for their cause finds it nowhere else in the gateway. */
export function logUntold(
  parsed: unknown,
  answer: SubgraphAnswer,
  about: { subgraph: string; requestId: string },
  logger: Logger,
): void {
  const errors = untoldErrors(parsed, answer);
  if (errors.length) logger.warn({ ...about, errors }, 'a subgraph answered with errors');
}

/** The first errors as the subgraph put them, or where something has another structure than was asked for. */
function untoldErrors(parsed: unknown, { errors = [] }: SubgraphAnswer): object[] {
  if (!errors.some(({ extensions }) => extensions?.code === 'INTERNAL')) return [];
  const given = isJsonObject(parsed) && Array.isArray(parsed.errors) ? (parsed.errors as unknown[]) : [];
  if (!given.length) return errors.slice(0, maxLogged).map(({ path }) => ({ message: 'not as asked for', path }));
  return given.slice(0, maxLogged).map((error) => {
    const { message, path, extensions } = (isJsonObject(error) ? error : {}) as Record<string, unknown>;
    const { code } = (isJsonObject(extensions) ? extensions : {}) as { code?: unknown };
    return { message: loggable(message), code: loggable(code), path: isPath(path) ? path.map(loggable) : undefined };
  });
}

/** A word of a subgraph, as short as a log wants it; nothing of what is no word. */
function loggable(word: unknown): string | number | undefined {
  if (typeof word === 'string') return word.slice(0, maxMessage);
  return typeof word === 'number' ? word : undefined;
}

/** Errors of a request that got no answer, one at each field that stays empty. */
export function failure(
  code: 'SUBGRAPH_UNAVAILABLE' | 'TIMEOUT' | 'INTERNAL',
  shape: FetchShape,
  representations: readonly unknown[],
): SubgraphAnswer {
  const message = {
    SUBGRAPH_UNAVAILABLE: 'A part of the answer cannot be reached at present; try again.',
    TIMEOUT: 'A part of the answer took too long and was left out.',
    INTERNAL: internalMessage,
  }[code];
  return {
    data: null,
    errors: failurePaths(shape, representations).map((path) => ({ message, path, extensions: { code } })),
  };
}

function cleanError(error: unknown, shape: FetchShape, representations: readonly unknown[]): GraphQLFormattedError[] {
  const { message, path, extensions } = (isJsonObject(error) ? error : {}) as {
    message?: unknown;
    path?: unknown;
    extensions?: unknown;
  };
  const { code: given, argument } = (isJsonObject(extensions) ? extensions : {}) as {
    code?: unknown;
    argument?: unknown;
  };
  const code = typeof given === 'string' && known.has(given) ? given : 'INTERNAL';
  const cleaned = {
    message: code === 'INTERNAL' ? internalMessage : (typeof message === 'string' ? message : '').slice(0, maxMessage),
    extensions: { code, ...(typeof argument === 'string' && { argument: argument.slice(0, maxMessage) }) },
  };
  if (isPath(path)) return [{ ...cleaned, path }];
  // An error of the whole request: told where its fields are missing.
  return failurePaths(shape, representations).map((missing) => ({ ...cleaned, path: missing }));
}

function isPath(path: unknown): path is (string | number)[] {
  return (
    Array.isArray(path) &&
    path.length > 0 &&
    path.length < 100 &&
    path.every((step) => typeof step === 'string' || Number.isSafeInteger(step))
  );
}
