/**
 * Who is asking. The gateway makes it from a verified token; what `role` and `claims` mean is up to the services.
 */
export interface Viewer {
  /** Subject of the token; `anonymous` without one, `service:<name>` for a process of ours. */
  subject: string;
  /** What the viewer acts as; ANONYMOUS without a token, SERVICE for a process of ours. */
  role: string;
  scopes: readonly string[];
  /** Names of the policies that hold for the viewer, where the token has any. */
  policies?: readonly string[] | undefined;
  /** Further facts, such as the tenant. */
  claims: Readonly<Record<string, string>>;
  /** When the token expires, seconds since 1970; 0 for no end. */
  expiresAt: number;
}

/** The viewer of a request without a token. */
export const anonymousViewer: Viewer = {
  subject: 'anonymous',
  role: 'ANONYMOUS',
  scopes: [],
  claims: {},
  expiresAt: 0,
};

/** A process of ours that calls another. @param name of the calling process */
export function serviceViewer(name: string): Viewer {
  return { subject: `service:${name}`, role: 'SERVICE', scopes: [], claims: {}, expiresAt: 0 };
}

/** Whether the viewer has shown a valid token, or is a process of ours. */
export function isAuthenticated(viewer: Viewer): boolean {
  return viewer.role !== 'ANONYMOUS';
}
