import { resolve } from 'node:path';

/** Settings of the command line that come from the environment. */
export interface CliEnvironment {
  /** Folder in which the embedded stack keeps its state; absolute. */
  readonly dataDir: string;
  /** Base URLs of the gateway and the services by name, from the settings or their defaults. */
  readonly processUrls: Readonly<Record<string, string>>;
  /** Base URL of the gateway where settings name it, such as `http://127.0.0.1:4000`; null when they do not. */
  readonly gatewayUrl: string | null;
  /** A ready token; null when there is none. */
  readonly token: string | null;
  /** Client secret of the built-in issuer; null when it is to be read from the data folder. */
  readonly issuerSecret: string | null;
}

const LOOPBACK = '127.0.0.1';

/** Where the gateway listens unless told otherwise. */
export const DEFAULT_GATEWAY_URL = `http://${LOOPBACK}:4000`;

/** Reads the command line's settings; the only place in this folder that looks at `process.env`. */
export function readCliEnvironment(source: NodeJS.ProcessEnv = process.env): CliEnvironment {
  const text = (name: string) => source[name]?.trim() || null;
  const port = text('GATEWAY_PORT');
  const gatewayUrl =
    text('GATEWAY_URL') ?? (port ? `http://${reachable(text('GATEWAY_HOST') ?? LOOPBACK)}:${port}` : null);
  const service = (name: string, usualPort: number) => `http://${LOOPBACK}:${text(`${name}_PORT`) ?? usualPort}`;
  return {
    dataDir: resolve(text('DATA_DIR') ?? './data'),
    gatewayUrl,
    processUrls: {
      gateway: gatewayUrl ?? DEFAULT_GATEWAY_URL,
      creator: service('CREATOR', 4101),
      brand: service('BRAND', 4102),
      campaign: service('CAMPAIGN', 4103),
      analytics: service('ANALYTICS', 4104),
    },
    token: text('MARKETPLACE_TOKEN') ?? text('TOKEN'),
    issuerSecret: text('ISSUER_SECRET'),
  };
}

/** Address under which a listening address can be reached from this machine. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return LOOPBACK;
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
