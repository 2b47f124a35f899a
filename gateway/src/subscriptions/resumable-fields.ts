import { getNamedType, isLeafType, isListType, isObjectType, getNullableType, type GraphQLSchema } from 'graphql';

/** How a schema says that a subscription can be resumed. */
export interface ResumeRule {
  /** Argument that takes the position of the last event seen; what follows that event comes then, all of it, once. */
  argument: string;
  /** Field of an event that tells its position. */
  field: string;
}

/** Names that subscriptions are taken to use unless settings say otherwise. */
export const defaultResumeRule: ResumeRule = { argument: 'after', field: 'sequence' };

/** A subscription field whose streams can be resumed. */
export interface ResumableField extends ResumeRule {
  /** Type of the argument, as a variable's definition has it; null is allowed. */
  argumentType: string;
}

/**
 * Finds the subscription fields of a schema that can be resumed: they have the rule's argument, which may be left out,
 * and return objects with the rule's field, both of one type. Others are streams that must be begun anew.
 */
export function findResumableFields(
  schema: GraphQLSchema,
  rule: ResumeRule | null,
): ReadonlyMap<string, ResumableField> {
  const found = new Map<string, ResumableField>();
  if (!rule) return found;
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const argument = field.args.find(({ name }) => name === rule.argument);
    const event = getNullableType(field.type);
    if (!argument || isListType(event) || !isObjectType(event)) continue;
    const position = event.getFields()[rule.field];
    if (!position || isListType(getNullableType(position.type)) || isListType(getNullableType(argument.type))) continue;
    const type = getNamedType(argument.type);
    if (!isLeafType(type) || type !== getNamedType(position.type)) continue;
    if (String(argument.type).endsWith('!') || position.args.length) continue;
    found.set(field.name, { ...rule, argumentType: type.name });
  }
  return found;
}
