import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/**
 * A counter as a source sends it. Everything passes here, and `checkSnapshot` judges it: a scalar that refused a value
 * would refuse the whole request, and with it the items that are sound.
 */
export const rawCountScalar = new GraphQLScalarType<unknown, never>({
  name: 'RawCount',
  parseValue: (value) => value,
  parseLiteral: (node: ValueNode) => {
    if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return Number(node.value);
    if (node.kind === Kind.STRING || node.kind === Kind.BOOLEAN) return node.value;
    return {};
  },
});
