import { composeServices } from '@apollo/composition';
import { Kind, parse, print, visit, type ConstDirectiveNode } from 'graphql';
import { startForeignSubgraph, type ForeignSubgraph } from './foreign-subgraph.js';

/** The social network of Apollo Router's manual on authorization, in two subgraphs without any directives of rights. */

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])';

const usersSdl = `${link}
type Query { me: User user(id: ID!): User users: [User!]! product: Product }
type Mutation { rename(id: ID!, username: String!): User forget(id: ID!): Boolean }
type Subscription { joined: User left: User }
type User @key(fields: "id") {
  id: ID!
  username: String
  profileImage: String
  email: String
  credit_card: String
  salary: Int
  grade: String @external
  badge: String @requires(fields: "grade")
  friends: [User!]
}
type Product @key(fields: "id") { id: ID! name: String! price: Int }
`;

const postsSdl = `${link}
type Query { post(id: ID!): Post posts: [Blog!] search: [Result] }
type Post @key(fields: "id") { id: ID! title: String! content: String! views: Int author: User! }
interface Blog { id: ID! title: String! author: User }
type PublicBlog implements Blog { id: ID! title: String! author: User likes: Int }
type PrivateBlog implements Blog { id: ID! title: String! author: User publishAt: String }
union Result = Post | PrivateBlog
type User @key(fields: "id") { id: ID! salary: Int @external grade: String @requires(fields: "salary") }
type Product @key(fields: "id") { id: ID! inStock: Boolean! }
`;

const users = [
  { id: '1', username: 'ada', profileImage: 'a.png', email: 'ada@example.com', credit_card: '4111', salary: 100 },
  { id: '2', username: 'bob', profileImage: 'b.png', email: 'bob@example.com', credit_card: '4222', salary: 50 },
];
const post = {
  __typename: 'Post',
  id: '1234',
  title: 'Securing supergraphs',
  content: '…',
  views: 7,
  author: { id: '1' },
};
const privateBlog = { __typename: 'PrivateBlog', id: 'b2', title: 'Hidden', author: { id: '2' }, publishAt: 'May' };

/** What fields and types ask for, by coordinate; most are those of the manual. */
export type Protection = Record<string, string>;

export const manual: Protection = {
  'Query.me': '@authenticated @policy(policies: [["read_profile"]])',
  'Query.users': '@requiresScopes(scopes: [["read:others"]])',
  'User.email': '@requiresScopes(scopes: [["read:email"]])',
  'User.credit_card': '@policy(policies: [["read_credit_card"], ["billing", "audit"]])',
  'User.salary': '@requiresScopes(scopes: [["payroll"]])',
  'Post.views': '@authenticated',
  PrivateBlog: '@authenticated',
  'Mutation.forget': '@requiresScopes(scopes: [["admin"]])',
  'Subscription.left': '@authenticated',
};

/** The running graph. */
export interface SocialGraph {
  /** The supergraph, without any rights. */
  supergraphSdl: string;
  users: ForeignSubgraph;
  posts: ForeignSubgraph;
  /** Mutations that ran. */
  changes: string[];
  stop(): Promise<void>;
}

/** Starts the subgraphs and composes them. */
export async function startSocialGraph(): Promise<SocialGraph> {
  const changes: string[] = [];
  const find = ({ id }: { id: string }) => users.find((user) => user.id === id) ?? null;
  const once = (field: string) => ({
    subscribe: async function* () {
      yield { [field]: users[0] };
    },
  });
  const usersGraph = await startForeignSubgraph(usersSdl, {
    Query: {
      me: () => users[0],
      user: (_: unknown, key: { id: string }) => find(key),
      users: () => users,
      product: () => ({ id: 'p', name: 'Table', price: 3 }),
    },
    Mutation: {
      rename: (_: unknown, { id, username }: { id: string; username: string }) => {
        changes.push(`rename ${id}`);
        return { ...find({ id }), username };
      },
      forget: (_: unknown, { id }: { id: string }) => Boolean(changes.push(`forget ${id}`)),
    },
    Subscription: { joined: once('joined'), left: once('left') },
    User: {
      __resolveReference: (key: { id: string; grade?: string }) => ({ ...find(key), grade: key.grade }),
      badge: ({ grade }: { grade?: string }) => `badge of ${grade}`,
      friends: () => [users[1]],
    },
    Product: { __resolveReference: () => ({ id: 'p', name: 'Table', price: 3 }) },
  });
  const postsGraph = await startForeignSubgraph(postsSdl, {
    Query: {
      post: () => post,
      posts: () => [{ __typename: 'PublicBlog', id: 'b1', title: 'Open', author: { id: '1' }, likes: 3 }, privateBlog],
      search: () => [post, privateBlog],
    },
    User: {
      __resolveReference: (key: object) => key,
      grade: ({ salary }: { salary?: number }) => (salary === undefined ? null : `grade ${salary}`),
    },
    Product: { __resolveReference: () => ({ id: 'p', inStock: true }) },
  });
  const composed = composeServices([
    { name: 'users', url: usersGraph.url, typeDefs: parse(usersSdl) },
    { name: 'posts', url: postsGraph.url, typeDefs: parse(postsSdl) },
  ]);
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.map(String).join('\n'));
  return {
    supergraphSdl: composed.supergraphSdl,
    users: usersGraph,
    posts: postsGraph,
    changes,
    stop: async () => {
      await Promise.all([usersGraph.stop(), postsGraph.stop()]);
    },
  };
}

const definitions = `
directive @authenticated on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
scalar requiresScopes__Scope
directive @requiresScopes(scopes: [[requiresScopes__Scope!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
scalar policy__Policy
directive @policy(policies: [[policy__Policy!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
`;

/**
 * Writes rights into a supergraph by hand: as a composition would that neither gathers them on interfaces nor wants
 * `@requires` to repeat them.
 */
export function protect(supergraphSdl: string, protection: Protection): string {
  const added = (coordinate: string): ConstDirectiveNode[] => directivesIn(protection[coordinate] ?? '');
  let parent = '';
  const document = visit(parse(supergraphSdl), {
    SchemaDefinition: (node) => ({
      ...node,
      directives: [
        ...(node.directives ?? []),
        ...['authenticated', 'requiresScopes', 'policy'].flatMap((name) =>
          directivesIn(`@link(url: "https://specs.apollo.dev/${name}/v0.1", for: SECURITY)`),
        ),
      ],
    }),
    ObjectTypeDefinition: {
      enter: (node) => {
        parent = node.name.value;
        return { ...node, directives: [...(node.directives ?? []), ...added(parent)] };
      },
    },
    InterfaceTypeDefinition: {
      enter: (node) => {
        parent = node.name.value;
        return { ...node, directives: [...(node.directives ?? []), ...added(parent)] };
      },
    },
    FieldDefinition: (node) => ({
      ...node,
      directives: [...(node.directives ?? []), ...added(`${parent}.${node.name.value}`)],
    }),
  });
  return `${print(document)}\n${definitions}`;
}

function directivesIn(text: string): ConstDirectiveNode[] {
  const [definition] = parse(`scalar S ${text}`).definitions;
  if (definition?.kind !== Kind.SCALAR_TYPE_DEFINITION) throw new Error(`no directives: ${text}`);
  return [...(definition.directives ?? [])];
}
