// What the house holds itself to. `npm run lint` runs it; each rule of our own is in tools/lint/, with its reason.
import eslint from '@eslint/js';
import graphqlPlugin from '@graphql-eslint/eslint-plugin';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import houseImports from './tools/lint/house-imports.js';
import nullableAcrossOwners from './tools/lint/nullable-across-owners.js';
import { sourceResolver } from './tools/lint/source-paths.js';
import tellingFileName from './tools/lint/telling-file-name.js';

const house = {
  rules: {
    'house-imports': houseImports,
    'nullable-across-owners': nullableAcrossOwners,
    'telling-file-name': tellingFileName,
  },
};

const sources = ['**/*.ts'];
const tests = ['**/test/**/*.ts'];
const subgraphs = ['schema/{shared,creator,brand,campaign,analytics}.graphql'];
const apiSchema = { schema: 'schema/api.graphql', documents: 'schema/operations/**/*.graphql' };

/** Who reads process.env: the settings of each process, what hands an environment on, and what runs before a process. */
const environmentReaders = [
  '**/environment.ts',
  'platform/src/testing/**',
  'stack/src/**',
  'tools/**',
  'bench/**',
  'jest.config.ts',
  ...tests,
];

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'data/', 'coverage/', 'schema/__generated__/', 'gateway/src/explorer/page/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    files: [...sources, '**/*.js', '**/*.mjs'],
    extends: [eslint.configs.recommended],
    plugins: { house },
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        performance: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        setInterval: 'readonly',
      },
    },
    rules: {
      'prefer-const': ['error', { ignoreReadBeforeAssign: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'house/house-imports': 'error',
      'house/telling-file-name': 'error',
      'max-lines': ['error', { max: 300 }],
    },
  },

  {
    files: sources,
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import-x/resolver-next': [sourceResolver],
      'import-x/extensions': ['.ts', '.tsx', '.js'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      // An async function without await keeps an interface that others fulfil by waiting.
      '@typescript-eslint/require-await': 'off',
      // Interfaces declare functions in method style throughout; the objects behind them are closures, not classes.
      '@typescript-eslint/unbound-method': 'off',
      // Kinds of GraphQL nodes are compared as the library itself does.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, attributes: false, properties: false } },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },

  {
    files: ['{platform,gateway,services}/**/*.ts', 'cli/src/**/*.ts'],
    ignores: environmentReaders,
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Settings are read in environment.ts, all at once; pass them on from there.',
        },
      ],
    },
  },
  {
    files: ['{platform,gateway,services}/*/src/**/*.ts', '{platform,gateway}/src/**/*.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    // Live streams are shared by all viewers with the same role, scopes and claims (STREAM_SHARING=rights).
    files: ['services/*/src/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='viewer'][property.name='subject']",
          message: 'Decide by role, scopes and claims: viewers who share a stream have no subject of their own.',
        },
      ],
    },
  },
  {
    files: tests,
    rules: {
      'max-lines': 'off',
      // Answers of a graph are read as they come; a wrong guess fails the test.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },

  {
    files: ['**/*.graphql'],
    plugins: { '@graphql-eslint': graphqlPlugin, house },
    languageOptions: { parser: graphqlPlugin.parser, parserOptions: { graphQLConfig: apiSchema } },
  },
  {
    files: subgraphs,
    rules: {
      'house/nullable-across-owners': 'error',
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          // The root types have nothing to say; entities of other subgraphs are described by their owner.
          ignoredSelectors: [
            'ObjectTypeDefinition[name.value=/^(Query|Mutation|Subscription)$/]',
            'ObjectTypeDefinition:has(Directive[name.value=key])',
            'ObjectTypeDefinition:has(Directive[name.value=key]) > FieldDefinition[name.value=id]',
          ],
        },
      ],
      '@graphql-eslint/no-hashtag-description': 'error',
      '@graphql-eslint/naming-convention': [
        'error',
        {
          types: 'PascalCase',
          FieldDefinition: 'camelCase',
          InputValueDefinition: 'camelCase',
          Argument: 'camelCase',
          DirectiveDefinition: 'camelCase',
          EnumValueDefinition: 'UPPER_CASE',
          'FieldDefinition[parent.name.value=Query]': {
            forbiddenPrefixes: ['query', 'get', 'list'],
            forbiddenSuffixes: ['Query'],
          },
          'FieldDefinition[parent.name.value=Mutation]': {
            forbiddenPrefixes: ['mutation'],
            forbiddenSuffixes: ['Mutation'],
          },
        },
      ],
      '@graphql-eslint/unique-enum-value-names': 'error',
      '@graphql-eslint/input-name': ['error', { checkInputType: false }],
      '@graphql-eslint/no-scalar-result-type-on-mutation': 'error',
      '@graphql-eslint/require-deprecation-reason': 'error',
      '@graphql-eslint/relay-connection-types': 'error',
      '@graphql-eslint/relay-edge-types': [
        'error',
        { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
      ],
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
    },
  },
  { files: ['schema/shared.graphql'], rules: { '@graphql-eslint/relay-page-info': 'error' } },
  {
    // What clients see, whoever described it: here nothing is exempt but the root types.
    files: ['schema/api.graphql'],
    rules: {
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          ignoredSelectors: ['ObjectTypeDefinition[name.value=/^(Query|Mutation|Subscription)$/]'],
        },
      ],
      '@graphql-eslint/no-unreachable-types': 'error',
    },
  },
  {
    files: ['schema/operations/**/*.graphql'],
    extends: [graphqlPlugin.configs['flat/operations-recommended']],
    rules: {
      '@graphql-eslint/naming-convention': [
        'error',
        { VariableDefinition: 'camelCase', OperationDefinition: 'PascalCase', FragmentDefinition: 'PascalCase' },
      ],
      // A connection's nodes are read by id where a client goes on from them, not everywhere.
      '@graphql-eslint/require-selections': 'off',
      '@graphql-eslint/selection-set-depth': ['error', { maxDepth: 12 }],
      '@graphql-eslint/unique-fragment-name': 'error',
    },
  },
);
