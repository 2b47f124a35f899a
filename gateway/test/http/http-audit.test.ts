import { describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { startPagedGraph } from '../graphs/paged-graph.js';
import { serveGraph } from '../served-graph.js';

const { gateway } = serveGraph(startPagedGraph);

// The audits of the specification's own working group, of what servers must, should and may do alike. They send a GET
// as any page could make a browser send it; the header is what keeps the protection against that on.
const audits = serverAudits({
  url: () => `${gateway.url}/graphql`,
  fetchFn: (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), 'apollo-require-preflight': '1' } }),
});

describe('the audits of GraphQL over HTTP', () => {
  it('are 61', () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits)('$id $name', async (audit) => {
    const result = await audit.fn();
    expect({ status: result.status, reason: 'reason' in result ? result.reason : undefined }).toEqual({ status: 'ok' });
  });
});
