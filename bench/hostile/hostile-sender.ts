import { Pool } from 'undici';
import { hostileRequest, longPlanRequest } from './hostile-documents.js';

/** What is to be sent. */
export interface HostileOrder {
  url: string;
  seed: string;
  /** Numbers of the first request, and of the one after the last. */
  from: number;
  to: number;
  /** Requests a second; 0 for as many as get through. */
  rate: number;
  /** One request in so many takes long to plan. */
  plansEvery: number;
  connections: number;
  /** How many addresses the requests come from, in turn. */
  clients: number;
  /** Number of the first of those, so that none is known from another round. */
  firstClient: number;
}

/** How often each answer came, by kind: `400 TOO_EXPENSIVE`, or `answered` where there was data. */
export type HostileTally = Record<string, Record<string, number>>;

/** A request as it is sent. */
export interface HostileMessage {
  kind: string;
  body: string;
  isPlan: boolean;
}

/** Makes the requests of an order. It takes as much time as to refuse them, and memory for them all. */
export function makeHostile({ seed, from, to, plansEvery }: HostileOrder): HostileMessage[] {
  return Array.from({ length: to - from }, (_, index) => {
    const number = from + index;
    const isPlan = number % plansEvery === plansEvery - 1;
    const { kind, query, variables } = isPlan ? longPlanRequest(seed, number) : hostileRequest(seed, number);
    return { kind, isPlan, body: JSON.stringify({ query, variables }) };
  });
}

/** Sends hostile requests over several connections, at a steady rate if one is set, and counts the answers. */
export async function sendHostile(order: HostileOrder, messages = makeHostile(order)): Promise<HostileTally> {
  const { origin, pathname } = new URL(order.url);
  const pool = new Pool(origin, { connections: order.connections, pipelining: 1, headersTimeout: 120_000 });
  const tally: HostileTally = {};
  const send = async ({ kind, body: message }: HostileMessage, client: number): Promise<void> => {
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: pathname,
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        // Of a network for documentation (RFC 3849), as a proxy before the gateway would write it.
        'x-forwarded-for': `2001:db8:0:${client.toString(16)}::1`,
      },
      body: message,
    });
    const answer = JSON.parse(await body.text()) as {
      data?: unknown;
      errors?: { extensions?: { code?: string } }[];
    };
    const outcome = answer.data === undefined ? `${statusCode} ${answer.errors?.[0]?.extensions?.code}` : 'answered';
    const ofKind = (tally[kind] ??= {});
    ofKind[outcome] = (ofKind[outcome] ?? 0) + 1;
  };
  const started = performance.now();
  const underWay = new Set<Promise<void>>();
  // Plans take seconds to be refused: they do not hold up the rest.
  const plans = new Set<Promise<void>>();
  for (const [index, message] of messages.entries()) {
    const due = order.rate ? started + (index * 1000) / order.rate - performance.now() : 0;
    if (due > 1) await new Promise((resolve) => setTimeout(resolve, due));
    const group = message.isPlan ? plans : underWay;
    const sent: Promise<void> = send(message, order.firstClient + (index % order.clients)).finally(() =>
      group.delete(sent),
    );
    group.add(sent);
    if (!message.isPlan && underWay.size >= order.connections) await Promise.race(underWay);
  }
  await Promise.all([...underWay, ...plans]);
  await pool.close();
  return tally;
}
