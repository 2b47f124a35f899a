import {
  coerceInputValue,
  isInputType,
  isNonNullType,
  typeFromAST,
  valueFromAST,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';

/** What became of variables: values by name, defaults in their places; or what is wrong with them. */
export type CoercedVariables =
  { coerced: Readonly<Record<string, unknown>>; problems?: undefined } | { problems: readonly string[] };

/** Most problems that are told. */
const maxProblems = 10;

/** Ends a coercion that has found enough. */
const enough = new Error('enough problems');

/**
 * Coerces variables as `getVariableValues` of graphql-js does, with its messages but for objects and lists that do not fit:
 * that writes them out whole for each of their unknown fields, which took 700 ms of a request of 1 MB.
 * @param hideSuggestions whether messages may not name what else there is
 */
export function coerceVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  sent: Readonly<Record<string, unknown>>,
  hideSuggestions: boolean,
): CoercedVariables {
  const coerced: Record<string, unknown> = {};
  const problems: string[] = [];
  const report = (problem: string): void => {
    if (problems.length === maxProblems) {
      problems.push('Too many errors processing variables, error limit reached. Execution aborted.');
      throw enough;
    }
    problems.push(problem);
  };
  /** By definition, since an assignment to `__proto__` would set something else. */
  const set = (name: string, value: unknown): void => {
    Object.defineProperty(coerced, name, { value, enumerable: true, configurable: true, writable: true });
  };
  try {
    for (const { variable, type: node, defaultValue } of definitions) {
      const name = variable.name.value;
      const type = typeFromAST(schema, node);
      if (!isInputType(type)) throw new Error(`Variable ${name} of a valid operation has no input type.`);
      if (!Object.hasOwn(sent, name)) {
        if (defaultValue) set(name, valueFromAST(defaultValue, type));
        else if (isNonNullType(type))
          report(`Variable "$${name}" of required type "${String(type)}" was not provided.`);
      } else if (sent[name] === null && isNonNullType(type)) {
        report(`Variable "$${name}" of non-null type "${String(type)}" must not be null.`);
      } else {
        const onProblem = (path: readonly (string | number)[], invalid: unknown, { message }: Error): void => {
          const place = path.length ? ` at "${name}${path.map(written).join('')}"` : '';
          report(`Variable "$${name}" got invalid value ${shown(invalid)}${place}; ${message}`);
        };
        set(name, coerceInputValue(sent[name], type, onProblem, hideSuggestions));
      }
    }
  } catch (error) {
    if (error !== enough) throw error;
  }
  return problems.length ? { problems } : { coerced };
}

function written(step: string | number): string {
  return typeof step === 'number' ? `[${step}]` : `.${step}`;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return '[…]';
  if (typeof value === 'object' && value !== null) return '{…}';
  return JSON.stringify(value);
}
