import type { NamedType, Supergraph } from '@apollo/federation-internals';
import {
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Whether an answer may be kept for all, or by its own client alone. */
export type CacheScope = 'PUBLIC' | 'PRIVATE';

/** What one `@cacheControl` says. */
export interface CacheHint {
  /** Seconds; undefined where it says nothing, or that it inherits. */
  maxAge: number | undefined;
  scope: CacheScope | undefined;
  inheritMaxAge: boolean;
}

/** What `@cacheControl` of a supergraph says. */
export interface CacheHints {
  ofType(type: string): CacheHint | undefined;
  ofField(type: string, field: string): CacheHint | undefined;
}

/** How long and by whom the answer to an operation may be kept, in the words of `cache-control`. */
export interface CachePolicy {
  /** Where the viewer had no part in it. */
  general: string;
  /** Where he had: by his client alone. */
  own: string;
}

/** What carries directives in the planner's schema. */
interface Carrier {
  appliedDirectivesOf(name: string): readonly { arguments(): Readonly<Record<string, unknown>> }[];
}

/** The directive's name in a supergraph: `@composeDirective` keeps the one that it is applied by. */
const directiveName = 'cacheControl';

/** What a field adds to an operation: nothing of what is undefined. */
type Restriction = Pick<CacheHint, 'maxAge' | 'scope'>;

/**
 * Reads `@cacheControl` from a supergraph.
 * @returns undefined where nothing carries it: then no answer may be kept
 */
export function readCacheHints({ schema }: Supergraph): CacheHints | undefined {
  if (!schema.directive(directiveName)) return undefined;
  // One map for both: `Type` and `Type.field`.
  const hints = new Map<string, CacheHint>();
  const read = (place: string, carrier: Carrier): void => {
    const [applied] = carrier.appliedDirectivesOf(directiveName);
    if (applied) hints.set(place, readHint(applied.arguments()));
  };
  for (const type of schema.types()) {
    read(type.name, type);
    for (const field of fieldsOf(type)) read(`${type.name}.${field.name}`, field);
  }
  if (!hints.size) return undefined;
  return { ofType: (type) => hints.get(type), ofField: (type, field) => hints.get(`${type}.${field}`) };
}

/**
 * Works out how the answer to an operation may be kept, by the rules of Apollo Server
 * (https://www.apollographql.com/docs/apollo-server/performance/caching): a field's own hint goes over that of the type
 * it returns. Without a `maxAge`, a root field and one that returns objects count 0, unless it inherits; a scalar further
 * down adds nothing. The lowest `maxAge` and the strictest scope hold for the whole.
 *
 * Apollo Server looks at the objects that came, this at all that could: on an interface, at the field of every object
 * behind it, whatever `@skip` and `@include` say. So it is never laxer. Introspection is not kept: it changes with the
 * graph.
 * @returns undefined when it may not be kept
 */
export function findCachePolicy(
  schema: GraphQLSchema,
  hints: CacheHints,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): CachePolicy | undefined {
  const root = schema.getRootType(operation.operation);
  if (operation.operation !== OperationTypeNode.QUERY || !root) return undefined;
  const overall: { maxAge: number | undefined; scope: CacheScope } = { maxAge: undefined, scope: 'PUBLIC' };

  const restrict = ({ maxAge, scope }: Restriction): void => {
    if (maxAge !== undefined) overall.maxAge = Math.min(overall.maxAge ?? Infinity, maxAge);
    if (scope === 'PRIVATE') overall.scope = scope;
  };
  const walk = ({ selections }: SelectionSetNode, parent: GraphQLCompositeType): void => {
    for (const selection of selections) {
      // Nothing can be won back: most operations end at their first field.
      if (overall.maxAge === 0) return;
      if (selection.kind !== Kind.FIELD) {
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        const condition = fragment?.typeCondition && schema.getType(fragment.typeCondition.name.value);
        // An object stays what it is, whatever interface a fragment sees it as.
        if (fragment)
          walk(fragment.selectionSet, isCompositeType(condition) && !isObjectType(parent) ? condition : parent);
        continue;
      }
      const name = selection.name.value;
      if (name === '__typename') continue;
      if (name.startsWith('__')) return restrict({ maxAge: 0, scope: undefined });
      for (const object of objectsOf(schema, parent)) restrict(restrictionOf(hints, object, name, object === root));
      const field = 'getFields' in parent ? parent.getFields()[name] : undefined;
      const returned = field && getNamedType(field.type);
      if (selection.selectionSet && isCompositeType(returned)) walk(selection.selectionSet, returned);
    }
  };
  walk(operation.selectionSet, root);
  const { maxAge, scope } = overall;
  if (!maxAge) return undefined;
  const own = `max-age=${maxAge}, private`;
  return { general: scope === 'PRIVATE' ? own : `max-age=${maxAge}, public`, own };
}

/** What a field of an object adds. */
function restrictionOf(hints: CacheHints, object: GraphQLObjectType, name: string, isRoot: boolean): Restriction {
  const returned = getNamedType(object.getFields()[name]!.type);
  const isComposite = isCompositeType(returned);
  const ofType = isComposite ? hints.ofType(returned.name) : undefined;
  const ofField = hints.ofField(object.name, name);
  const maxAge = ofField?.maxAge ?? ofType?.maxAge;
  const scope = ofField?.scope ?? ofType?.scope;
  if (maxAge !== undefined) return { maxAge, scope };
  const inherits = ofType?.inheritMaxAge || ofField?.inheritMaxAge;
  return { maxAge: isRoot || (isComposite && !inherits) ? 0 : undefined, scope };
}

function objectsOf(schema: GraphQLSchema, type: GraphQLCompositeType): readonly GraphQLObjectType[] {
  return isObjectType(type) ? [type] : schema.getPossibleTypes(type);
}

function readHint({ maxAge, scope, inheritMaxAge }: Readonly<Record<string, unknown>>): CacheHint {
  const inherits = inheritMaxAge === true;
  return {
    // Who inherits has no age of its own, even where both are written.
    maxAge: typeof maxAge === 'number' && !inherits ? Math.max(maxAge, 0) : undefined,
    scope: scope === 'PUBLIC' || scope === 'PRIVATE' ? scope : undefined,
    inheritMaxAge: inherits,
  };
}

function fieldsOf(type: NamedType) {
  return type.kind === 'ObjectType' || type.kind === 'InterfaceType' ? type.fields() : [];
}
