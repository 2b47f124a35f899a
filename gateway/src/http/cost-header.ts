import type { IncomingMessage } from 'node:http';

/** Header that asks, by `1`, for the operation's cost in `extensions.cost`. */
export const costHeader = 'x-request-cost';

/** Whether a request asks for the cost of its operation. */
export function asksForCost({ headers }: IncomingMessage): boolean {
  return headers[costHeader] === '1';
}
