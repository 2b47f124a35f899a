import { join } from 'node:path';
import { installationRoot } from './installation.js';
import { serviceNames, type ServiceName } from './settings.js';

/** What the environments of the processes are made of. */
export interface Wiring {
  /** The operator's settings. */
  environment: NodeJS.ProcessEnv;
  gateway: { host: string; port: number };
  ports: Record<ServiceName, number>;
  databaseUrls: Record<ServiceName, string>;
  assertionSecret: string;
  /** The built-in token issuer; undefined where tokens come from elsewhere. */
  issuer?: { keyFile: string; secret: string };
  mailFolder: string;
}

/** Settings that mean something to the stack or to one process only, and go to nobody else. */
const reserved =
  /^(DATA_DIR|HOST|PORT|\w+_PORT|DATABASE_URL\w*|TEST_DATABASE_URL|ASSERTION_SECRET|ISSUER_\w+|SMTP_URL|MAIL_DIR|GATEWAY_HOST|npm_\w+)$/;

/** Base URL of the gateway, for who is on this machine. */
export function gatewayUrl({ host, port }: Wiring['gateway']): string {
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  return `http://${address}:${port}`;
}

/** Environment of a service. Only its own database is in it. */
export function serviceEnvironment(name: ServiceName, wiring: Wiring): NodeJS.ProcessEnv {
  const peers = Object.fromEntries(serviceNames.map((peer) => [`${peer.toUpperCase()}_URL`, serviceUrl(peer, wiring)]));
  const mail = { SMTP_URL: wiring.environment.SMTP_URL, MAIL_DIR: wiring.environment.MAIL_DIR || wiring.mailFolder };
  return {
    PUBLIC_URL: gatewayUrl(wiring.gateway),
    ...passedOn(wiring.environment),
    ...peers,
    HOST: '127.0.0.1',
    PORT: String(wiring.ports[name]),
    DATABASE_URL: wiring.databaseUrls[name],
    ASSERTION_SECRET: wiring.assertionSecret,
    ...(name === 'brand' ? mail : {}),
  };
}

/** Environment of the gateway. */
export function gatewayEnvironment(wiring: Wiring): NodeJS.ProcessEnv {
  const subgraphs = Object.fromEntries(
    serviceNames.map((name) => [`SUBGRAPH_URL_${name.toUpperCase()}`, `${serviceUrl(name, wiring)}/graphql`]),
  );
  return {
    SUPERGRAPH_PATH: join(installationRoot, 'schema', 'supergraph.graphql'),
    PUBLIC_URL: gatewayUrl(wiring.gateway),
    // None of our services decides by the subject; lint holds them to it.
    STREAM_SHARING: 'rights',
    ...passedOn(wiring.environment),
    ...subgraphs,
    GATEWAY_HOST: wiring.gateway.host,
    GATEWAY_PORT: String(wiring.gateway.port),
    ASSERTION_SECRET: wiring.assertionSecret,
    ...(wiring.issuer ? { ISSUER_KEY_FILE: wiring.issuer.keyFile, ISSUER_SECRET: wiring.issuer.secret } : {}),
  };
}

/** Environment of the simulator, an ordinary client of the gateway. */
export function simulatorEnvironment(wiring: Wiring, token: string): NodeJS.ProcessEnv {
  return { ...passedOn(wiring.environment), GATEWAY_URL: gatewayUrl(wiring.gateway), TOKEN: token };
}

/** Base URL of a service. */
export function serviceUrl(name: ServiceName, wiring: Pick<Wiring, 'ports'>): string {
  return `http://127.0.0.1:${wiring.ports[name]}`;
}

function passedOn(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !reserved.test(name));
  return { ...Object.fromEntries(kept), APOLLO_TELEMETRY_DISABLED: '1' };
}
