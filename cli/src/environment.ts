import { resolve } from 'node:path';

/** Settings of the command line that come from the environment. */
export interface CliEnvironment {
  /** Folder in which the embedded stack keeps its state; absolute. */
  readonly dataDir: string;
  /** Base URL of the gateway where settings name it, such as `http://127.0.0.1:4000`; null when they do not. */
  readonly gatewayUrl: string | null;
  /** A ready token; null when there is none. */
  readonly token: string | null;
  /** Client secret of the built-in issuer; null when it is to be read from the data folder. */
  readonly issuerSecret: string | null;
}

/** Reads the command line's settings; the only place in this folder that looks at `process.env`. */
export function readCliEnvironment(source: NodeJS.ProcessEnv = process.env): CliEnvironment {
  const text = (name: string) => source[name]?.trim() || null;
  const port = text('GATEWAY_PORT');
  return {
    dataDir: resolve(text('DATA_DIR') ?? './data'),
    gatewayUrl: text('GATEWAY_URL') ?? (port ? `http://${text('GATEWAY_HOST') ?? '127.0.0.1'}:${port}` : null),
    token: text('MARKETPLACE_TOKEN') ?? text('TOKEN'),
    issuerSecret: text('ISSUER_SECRET'),
  };
}
