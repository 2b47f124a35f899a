import { demoId } from '#demo/demo-id.js';
import { knownOperations, type KnownOperation } from '#schema/known-operations.js';
import type { TokenRequest } from './issued-token.js';
import type { RunningStack } from './stack.js';

const day = 86_400;

/** Whom the demo data has somebody for, and what is worth a try in that role. */
const demoViewers: { role: KnownOperation['role']; operation: string; token: TokenRequest }[] = [
  {
    role: 'brand',
    operation: 'campaign-overview',
    token: { role: 'BRAND', subject: 'demo-brand', brandId: demoId('brand', 0), brandRole: 'OWNER', expiresIn: day },
  },
  {
    role: 'creator',
    operation: 'my-collaborations',
    token: { role: 'CREATOR', subject: 'demo-creator', creatorId: demoId('creator', 0), expiresIn: day },
  },
  {
    role: 'analyst',
    operation: 'creator-benchmarks',
    token: { role: 'ANALYST', subject: 'demo-analyst', expiresIn: day },
  },
];

/** What `npm start` prints when the marketplace serves: where it is, tokens to use it with, operations to try. */
export async function welcome(stack: RunningStack): Promise<string[]> {
  const lines = [
    '',
    `The marketplace serves at ${stack.gatewayUrl}/graphql`,
    'In a browser that is the explorer; Ctrl-C here stops everything.',
  ];
  if (!stack.issuesTokens) return [...lines, '', 'Tokens come from the issuer that JWKS_URL names.'];
  if (!stack.demo)
    return [
      ...lines,
      '',
      'There is no demo data. A token to begin with: npx --no-install marketplace token --role operator',
    ];

  const tokens = await Promise.all(
    demoViewers.map(async ({ role, token }) => ({ role, token: await stack.token(token) })),
  );
  lines.push(
    '',
    'Tokens of the demo data, good for a day:',
    ...tokens.flatMap(({ role, token }) => ['', `  ${role}`, `  ${token}`]),
  );
  const operations = knownOperations();
  lines.push('', 'Three operations to try, each a tab of the explorer:');
  for (const { role, operation } of demoViewers) {
    const known = operations.find((candidate) => candidate.role === role && candidate.name === operation);
    if (known) lines.push('', `  ${known.path}`, `  ${firstSentence(known.document)}`);
  }
  return lines;
}

/** The sentence that a known operation begins with. */
function firstSentence(document: string): string {
  const comment = /^(?:#.*\n)+/.exec(document)?.[0] ?? '';
  const text = comment.replaceAll(/^#\s?/gm, '').replaceAll(/\s+/g, ' ').trim();
  return /^.*?\.(?=\s|$)/.exec(text)?.[0] ?? text;
}
