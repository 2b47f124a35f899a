import type { GraphQLFormattedError } from 'graphql';
import type { StreamPosition } from '../execution/stream-position.js';

/** What is sent to a client. Without `data` the operation was refused: no subgraph was asked. */
export interface ClientResult {
  errors?: GraphQLFormattedError[];
  /** JSON text. */
  data?: string;
  /** `cost`, where it was asked for. */
  extensions?: { cost: OperationBill };
  /** Of an event: where it stands in its stream, if streams of its kind have positions. It is not sent. */
  position?: StreamPosition | undefined;
  /** Whether it answers several requests. It is not sent. */
  isShared?: true;
}

/** What an operation costs, as clients are told. */
export interface OperationBill {
  /** Worked out before it runs: an upper bound. */
  estimated: number;
  /** The most that one operation may cost. */
  limit: number;
}

/** Writes a result as JSON text. Errors come first, so that they are seen. */
export function resultText({ errors, data, extensions }: ClientResult): string {
  if (!errors && !extensions) return `{"data":${data ?? 'null'}}`;
  const members: string[] = [];
  if (errors) members.push(`"errors":${JSON.stringify(errors)}`);
  if (data !== undefined) members.push(`"data":${data}`);
  if (extensions) members.push(`"extensions":${JSON.stringify(extensions)}`);
  return `{${members.join(',')}}`;
}

/** Tells an answer from what it stands in for. */
export function isResult(value: object): value is ClientResult {
  return 'errors' in value;
}
