import { CommandFailure } from './command-failure.js';
import { readIssuerSecret } from './data-folder-secrets.js';
import { type CliEnvironment, DEFAULT_GATEWAY_URL } from './environment.js';
import { type GraphClient, GraphFailure, type TokenSource, createGraphClient } from './graph-client.js';
import { RetryableFailure } from './retry.policy.js';
import { readStackState } from './stack-state.js';
import { fixedToken, mintedTokens } from './token-source.js';

/** What a command was told about where to go and as whom. */
export interface SessionOptions {
  /** Full URL of the endpoint. */
  readonly url?: string;
  readonly token?: string;
}

/** A connection to the graph, as an operator unless a token says otherwise. */
export interface GraphSession {
  readonly client: GraphClient & { close: () => Promise<void> };
  readonly url: string;
}

/** URL of the GraphQL endpoint: the option, the environment, the running stack, the default, in this order. */
export function graphUrl(environment: CliEnvironment, option?: string): string {
  if (option !== undefined) {
    if (!URL.canParse(option) || !/^https?:/.test(option))
      throw new CommandFailure(
        `"${option}" is not a web address.`,
        'Pass one such as --url http://127.0.0.1:4000/graphql.',
      );
    const url = new URL(option);
    return url.pathname === '/' ? new URL('/graphql', url).href : url.href;
  }
  const base = environment.gatewayUrl ?? readStackState(environment.dataDir)?.gatewayUrl ?? DEFAULT_GATEWAY_URL;
  return new URL('/graphql', base).href;
}

/**
 * The token to use: the option, MARKETPLACE_TOKEN, or one minted with the secret of the embedded stack.
 * @throws CommandFailure when there is none of them
 */
export function tokenSource(environment: CliEnvironment, url: string, option?: string): TokenSource {
  const token = option ?? environment.token;
  if (token) return fixedToken(token);
  return mintedTokens(new URL(url).origin, requireIssuerSecret(environment), {
    role: 'operator',
    subject: 'marketplace-cli',
  });
}

/** The operator's client secret; throws CommandFailure when it is neither set nor in the data folder. */
export function requireIssuerSecret(environment: CliEnvironment): string {
  const secret = environment.issuerSecret ?? readIssuerSecret(environment.dataDir);
  if (secret) return secret;
  throw new CommandFailure(
    `There is no token, and no operator's secret in ${environment.dataDir}.`,
    'Start the marketplace here (npm start), set DATA_DIR to its data folder, or pass --token (MARKETPLACE_TOKEN).',
  );
}

/** Opens a connection; nothing is sent yet. */
export function openSession(
  environment: CliEnvironment,
  options: SessionOptions,
  { signal, say }: { signal?: AbortSignal; say?: (line: string) => void } = {},
): GraphSession {
  const url = graphUrl(environment, options.url);
  let lastWord = 0;
  const client = createGraphClient({
    url,
    tokens: tokenSource(environment, url, options.token),
    signal,
    onRetry: (failure, pauseMs) => {
      if (pauseMs < 1_000 || Date.now() - lastWord < 2_000) return;
      lastWord = Date.now();
      say?.(`${failure.message}; trying again in ${(pauseMs / 1000).toFixed(0)} s`);
    },
  });
  return { client, url };
}

/** Turns a failure of the graph into a sentence and what to do next; anything else is handed back as it is. */
export function explainFailure(error: unknown, url: string): unknown {
  if (error instanceof RetryableFailure) {
    return new CommandFailure(
      `The marketplace cannot be used: ${error.message}.`,
      `See that it runs (npx --no-install marketplace status) and run the same command again; what was stored stays as it is.`,
    );
  }
  if (!(error instanceof GraphFailure)) return error;
  if (error.status === 401 || error.has('UNAUTHENTICATED')) {
    return new CommandFailure(
      'The gateway does not accept the token.',
      'Get a fresh one: npx --no-install marketplace token --role operator.',
    );
  }
  if (error.has('FORBIDDEN'))
    return new CommandFailure(
      'This token may not do that.',
      'Use one with the scope metrics:write, or an operator token.',
    );
  if (error.status === 404) return new CommandFailure(`There is no GraphQL endpoint at ${url}.`, 'Name it with --url.');
  return new CommandFailure(
    `The graph refused: ${error.message}.`,
    'What was stored before stays; put it right and run the same command again.',
  );
}
