import { CommandFailure } from '../command-failure.js';
import type { CliEnvironment } from '../environment.js';
import { explainFailure, graphUrl, requireIssuerSecret } from '../graph-session.js';
import { withRetries } from '../retry.policy.js';
import { revokeTokens } from '../token-source.js';

/** Options of `revoke`. */
export interface RevokeOptions {
  readonly token?: string;
  readonly subject?: string;
  readonly url?: string;
}

/** `marketplace revoke`: a token, or all tokens of a subject, hold no longer. */
export async function revokeCommand(options: RevokeOptions, environment: CliEnvironment): Promise<void> {
  const { token, subject } = options;
  const request = token && !subject ? { token } : subject && !token ? { subject } : undefined;
  if (!request) throw new CommandFailure('What is to be revoked?', 'Pass --token TOKEN or --subject NAME.');
  const url = graphUrl(environment, options.url);
  const secret = requireIssuerSecret(environment);
  try {
    const attempt = () => revokeTokens(new URL(url).origin, secret, request);
    await withRetries(attempt, { policy: { attempts: 3, baseDelayMs: 300, maxDelayMs: 2_000 } });
    console.log('Revoked.');
  } catch (error) {
    throw explainFailure(error, url);
  }
}
