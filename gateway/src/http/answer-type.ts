import { BoundedCache } from '#platform/caching/bounded-cache.js';

const plainType = 'application/json';
const graphqlType = 'application/graphql-response+json';

/** How an answer is written. */
export interface AnswerType {
  /** With its charset. */
  contentType: string;
  /** Whether the client takes plain JSON and no GraphQL response: it reads what went wrong in the body alone. */
  plainOnly: boolean;
}

interface Range {
  type: string;
  quality: number;
}

/**
 * Finds the type of an answer that a client takes. Plain JSON where it does not say, or says anything will do.
 * @param accept the header
 * @returns undefined when the client takes neither
 */
export function answerType(accept = '*/*'): AnswerType | undefined {
  let type = found.get(accept);
  if (!type) found.set(accept, (type = findType(accept)));
  return type.offered;
}

// Clients are many, and what they accept is written in a few ways.
const found = new BoundedCache<string, { offered: AnswerType | undefined }>(200);

function findType(accept: string): { offered: AnswerType | undefined } {
  const ranges = readRanges(accept);
  const plain = bestMatch(plainType, ranges);
  const graphql = bestMatch(graphqlType, ranges);
  if (!plain && !graphql) return { offered: undefined };
  const prefersGraphql =
    graphql !== undefined &&
    (plain === undefined ||
      graphql.quality > plain.quality ||
      (graphql.quality === plain.quality && ranges.indexOf(graphql) < ranges.indexOf(plain)));
  const contentType = `${prefersGraphql ? graphqlType : plainType}; charset=utf-8`;
  return { offered: { contentType, plainOnly: graphql === undefined } };
}

function readRanges(accept: string): Range[] {
  return accept.split(',').map((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return { type, quality: quality === undefined ? 1 : Number(quality) || 0 };
  });
}

/** The range that speaks of a type most exactly; undefined when none does, or it says no. */
function bestMatch(type: string, ranges: readonly Range[]): Range | undefined {
  for (const pattern of [type, 'application/*', '*/*']) {
    const range = ranges.find((candidate) => candidate.type === pattern);
    if (range) return range.quality > 0 ? range : undefined;
  }
  return undefined;
}
