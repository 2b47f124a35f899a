import {
  getNamedType,
  isObjectType,
  OperationTypeNode,
  type FieldNode,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import type { Redis } from 'ioredis';
import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { codedError } from '#platform/errors/graphql-errors.js';
import type { PreparedOperation } from '../operations/prepared-operation.js';
import { expandedFields, fragmentsOf } from './expanded-fields.js';
import { minuteLimiter } from './minute-limiter.js';

/** A field that may be guessed at, such as one that takes a secret code. */
export interface AttemptRule {
  /** Of the first level: `Query` or `Mutation`. */
  type: string;
  field: string;
  /** Field of the answer that lists what went wrong; without one, whatever is not null succeeded. */
  problems: string | undefined;
  /** Failures of one client in a minute. */
  perMinute: number;
  /** Whether it is no surprise that a supergraph has no such field. */
  mayBeMissing?: boolean;
}

/** Tries that an operation makes under one name of its answer. */
interface Try {
  rule: AttemptRule;
  name: string;
  /** Names under which its answer lists what went wrong. */
  problems: readonly string[];
}

const rootTypes = {
  [OperationTypeNode.QUERY]: 'Query',
  [OperationTypeNode.MUTATION]: 'Mutation',
  [OperationTypeNode.SUBSCRIPTION]: 'Subscription',
};

/**
 * Bounds how often each client may fail at a field in a minute. A try is counted before it runs, so that many at once
 * gain nothing, and given back where its answer shows that it succeeded. An operation with more tries than are left is
 * refused as a whole, and takes the rest with it.
 */
export class FieldAttempts {
  private readonly limiters: ReadonlyMap<AttemptRule, RateLimiterAbstract>;
  private readonly found = new WeakMap<PreparedOperation, readonly Try[]>();

  constructor(
    private readonly rules: readonly AttemptRule[],
    redis: Redis | undefined,
  ) {
    this.limiters = new Map(
      rules.map((rule) => [rule, minuteLimiter(rule.perMinute, `gateway-attempts-${rule.type}.${rule.field}`, redis)]),
    );
  }

  /** Rules that a schema has no fields for, as `Type.field:problems`: such tries are not seen, or not seen to succeed. */
  misfitsIn(schema: GraphQLSchema): string[] {
    const roots = [schema.getQueryType(), schema.getMutationType()];
    return this.rules.flatMap(({ type, field, problems, mayBeMissing }) => {
      const tried = roots.find((root) => root?.name === type)?.getFields()[field];
      const answer = tried && getNamedType(tried.type);
      if (!tried && mayBeMissing) return [];
      const isThere = problems === undefined ? tried : isObjectType(answer) && answer.getFields()[problems];
      return isThere ? [] : [`${type}.${field}${problems === undefined ? '' : `:${problems}`}`];
    });
  }

  /**
   * Runs an operation, if its client has as many tries left as it makes.
   * @param run answers with JSON text of the data, undefined for none
   * @throws GraphQLError RATE_LIMITED, with `retryAfter` in seconds, when it has not: then nothing runs
   */
  guard<Result extends { data?: string }>(
    prepared: PreparedOperation,
    client: string,
    run: () => Promise<Result>,
  ): Promise<Result> {
    const tries = this.triesOf(prepared);
    return tries.length ? this.runCounted(tries, client, run) : run();
  }

  private async runCounted<Result extends { data?: string }>(
    tries: readonly Try[],
    client: string,
    run: () => Promise<Result>,
  ): Promise<Result> {
    for (const rule of this.rules) {
      const count = tries.filter((one) => one.rule === rule).length;
      if (count) await this.take(rule, client, count);
    }
    const result = await run();
    const data = JSON.parse(result.data ?? 'null') as Record<string, unknown> | null;
    for (const rule of this.rules) {
      const good = data ? tries.filter((one) => one.rule === rule && succeeded(one, data)).length : 0;
      if (good) await this.limiters.get(rule)?.reward(client, good);
    }
    return result;
  }

  private async take(rule: AttemptRule, client: string, count: number): Promise<void> {
    try {
      await this.limiters.get(rule)?.consume(client, count);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw spent(rule, Math.ceil(error.msBeforeNext / 1000));
    }
  }

  private triesOf(prepared: PreparedOperation): readonly Try[] {
    let tries = this.found.get(prepared);
    if (!tries) this.found.set(prepared, (tries = this.findTries(prepared)));
    return tries;
  }

  private findTries({ document, operation }: PreparedOperation): Try[] {
    const rules = this.rules.filter(({ type }) => type === rootTypes[operation.operation]);
    if (!rules.length) return [];
    const fragments = fragmentsOf(document);
    const tries: Try[] = [];
    for (const field of expandedFields(operation.selectionSet, fragments)) {
      const rule = rules.find((one) => one.field === field.name.value);
      if (!rule) continue;
      const below = field.selectionSet ? [...expandedFields(field.selectionSet, fragments)] : [];
      const problems = below.filter(({ name }) => name.value === rule.problems).map(nameInAnswer);
      tries.push({ rule, name: nameInAnswer(field), problems });
    }
    return tries;
  }
}

/** Whether an answer shows that a try succeeded, or was not made at all. */
function succeeded({ rule, name, problems }: Try, data: Readonly<Record<string, unknown>>): boolean {
  if (!Object.hasOwn(data, name)) return true;
  const value = data[name];
  if (value === null) return false;
  if (rule.problems === undefined) return true;
  if (typeof value !== 'object') return false;
  // A client that does not ask what went wrong, or leaves that out, is not shown to have succeeded.
  const lists = problems
    .map((problem) => (value as Record<string, unknown>)[problem])
    .filter((list) => list !== undefined);
  return lists.length > 0 && lists.every((list) => Array.isArray(list) && list.length === 0);
}

function spent({ field }: AttemptRule, seconds: number): GraphQLError {
  return codedError('RATE_LIMITED', `Too many tries of ${field} failed: try again in ${seconds} s.`, {
    retryAfter: seconds,
  });
}

function nameInAnswer({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
