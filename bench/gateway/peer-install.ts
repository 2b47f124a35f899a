import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Peers that have packages of their own: a folder each, with its package-lock.json, apart from the product's. */
export type PeerFolder = 'hive' | 'mercurius';

/** From the compiled module in dist/bench/gateway/ to the sources: what npm installs belongs beside the lock file. */
const peersFolder = new URL('../../../bench/gateway/peers/', import.meta.url);

/** A file of a peer, installed or ours. */
export function peerFile(peer: PeerFolder, path: string): URL {
  return new URL(`${peer}/${path}`, peersFolder);
}

/**
 * Installs a peer's pinned packages, unless those of this very lock file are there already.
 * @param say takes lines for people
 * @returns why the peer cannot take part; undefined when it can
 */
export async function installPeer(peer: PeerFolder, say: (line: string) => void): Promise<string | undefined> {
  const lock = readFileSync(peerFile(peer, 'package-lock.json'), 'utf8');
  const installed = peerFile(peer, 'node_modules/.installed-lock.json');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) return undefined;
  say(`Installing ${peer}, once (npm ci in bench/gateway/peers/${peer}) …`);
  const npm = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: fileURLToPath(new URL(`${peer}/`, peersFolder)),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  npm.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const problem = await Promise.race([
    once(npm, 'close').then(([code]) => (code === 0 ? undefined : lastWords(errors))),
    once(npm, 'error').then(([error]) => (error as Error).message),
  ]);
  if (problem !== undefined) return `its packages could not be installed: ${problem}`;
  writeFileSync(installed, lock);
  return undefined;
}

/** What npm says of a failure, in a line. */
function lastWords(errors: string): string {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH/.test(errors))
    return 'the package registry cannot be reached';
  const lines = errors.split('\n').filter((line) => line.trim());
  return (
    lines
      .slice(0, 3)
      .map((line) => line.replace(/^npm (error|ERR!) ?/, ''))
      .join(' ') || 'npm ci failed'
  );
}
