import { GraphiQL } from 'graphiql';
import { useMemo, useRef, useState, type ChangeEvent } from 'react';
import { createGraphFetcher } from './graph-fetcher.js';
import type { PageConfiguration } from './page-configuration.js';
import { cleanToken, readToken, storedToken, storeToken } from './session-token.js';
import { TabStorage } from './tab-storage.js';

/** What the token says of its bearer, in a few words. */
function describeToken(token: string): { text: string; good: boolean } {
  if (!token) return { text: 'No token: only what is open to anyone.', good: false };
  const reading = readToken(token);
  if (!reading) return { text: 'This does not look like a token.', good: false };
  const role = reading.role ?? 'no role';
  if (!reading.expiresAt) return { text: role, good: true };
  if (reading.expiresAt < new Date())
    return { text: `${role}, expired ${reading.expiresAt.toLocaleString()}`, good: false };
  return { text: `${role}, good until ${reading.expiresAt.toLocaleString()}`, good: true };
}

/** The field for the token. */
function TokenField({ token, onChange }: { token: string; onChange: (token: string) => void }) {
  const { text, good } = describeToken(token);
  return (
    <div className="explorer-token">
      <label htmlFor="explorer-token">Token</label>
      <input
        id="explorer-token"
        type="text"
        value={token}
        placeholder="Paste a token, as `npm start` prints it"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(cleanToken(event.target.value))}
      />
      <span id="explorer-token-reading" role="status" className={good ? 'explorer-good' : 'explorer-poor'}>
        {text}
      </span>
    </div>
  );
}

/** The whole page: a bar with the token above GraphiQL with the known operations. */
export function ExplorerApp({ configuration }: { configuration: PageConfiguration }) {
  const [token, setToken] = useState(storedToken);
  // The fetcher stays the same when the token changes: GraphiQL would read the whole schema again for another one.
  const current = useRef(token);
  const fetcher = useMemo(() => createGraphFetcher(() => current.current), []);
  const storage = useMemo(() => new TabStorage(configuration), [configuration]);

  const changeToken = (next: string) => {
    current.current = next;
    storeToken(next);
    setToken(next);
  };
  const resetTabs = () => {
    storage.clear();
    location.reload();
  };

  return (
    <>
      <header className="explorer-bar">
        <strong>GraphQL explorer</strong>
        <TokenField token={token} onChange={changeToken} />
        <button type="button" onClick={resetTabs} title="Throw away what was typed and open the known operations again">
          Reset tabs
        </button>
      </header>
      <main className="explorer-main">
        <GraphiQL
          fetcher={fetcher}
          storage={storage}
          defaultTabs={configuration.tabs}
          defaultEditorToolsVisibility="variables"
        />
      </main>
    </>
  );
}
