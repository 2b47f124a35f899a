import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { missingDemoData, seedDemoData, type SeedProgress } from './demo-seed.js';
import { openDataFolder, type DataFolder } from './data-folder.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';
import { issueToken, type TokenRequest } from './issued-token.js';
import { compiledModule } from './installation.js';
import { httpPorts, planPorts, type PortPlan } from './port-plan.js';
import { requireFreePorts } from './ports.js';
import {
  gatewayEnvironment,
  gatewayUrl,
  serviceEnvironment,
  serviceUrl,
  simulatorEnvironment,
  type Wiring,
} from './process-environment.js';
import { readStackSettings, serviceNames, type ServiceName, type StackSettings } from './settings.js';
import { StackReport } from './stack-report.js';
import { StartError } from './start-error.js';
import { endLeftoverProcesses } from './state-file.js';
import { SupervisedProcess, type ProcessSpecification } from './supervised-process.js';
import { unlessAborted } from './unless-aborted.js';

export interface StackOptions {
  /** Settings; default: this process's environment. */
  environment?: NodeJS.ProcessEnv;
  /** Default: the setting DATA_DIR. */
  dataFolder?: string;
  /** `free`: every process gets a port that nobody uses, whatever the settings say. For tests. */
  ports?: 'free';
  /** No demo data, if this is the data folder's first start. */
  empty?: boolean;
  /** No simulator: demo campaigns do not move. */
  still?: boolean;
  /** Called with short lines for people. */
  say?: (line: string) => void;
  /** Called as demo data is loaded. */
  progress?: (progress: SeedProgress) => void;
  /** Ends a start that is under way. */
  signal?: AbortSignal;
}

/**
 * Node's options by process. Nearly all that a gateway makes lives for one request: room for it spares collections. With
 * so much room V8 would collect the whole heap every second once its first limit is reached; it may double before it does.
 */
const nodeOptions: Readonly<Record<string, readonly string[]>> = {
  gateway: ['--max-semi-space-size=64', '--heap-growing-percent=100'],
};

/** A marketplace that serves. */
export interface RunningStack {
  /** Base URL, without a path. */
  gatewayUrl: string;
  /** Base URLs of the gateway and of the services, by name. */
  urls: Record<ServiceName | 'gateway', string>;
  /** Absolute. */
  dataFolder: string;
  /** Whether the data folder has, or is getting, demo data. */
  demo: boolean;
  /** Whether the built-in issuer makes tokens here. */
  issuesTokens: boolean;
  /** Pids by name; a process that is being started again is left out. */
  readonly processes: Record<string, number>;
  /** Settles when all demo data is loaded; a failure is told by `say`. */
  seeded: Promise<void>;
  /** A token of the built-in issuer. */
  token(request: TokenRequest): Promise<string>;
  /** Kills a process as a fault would, with SIGKILL unless told otherwise. It is started again. */
  kill(name: string, signal?: NodeJS.Signals): void;
  /** Stops everything in order: what takes requests first, Postgres last. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts the whole marketplace on this machine and returns when it serves.
 * @throws StartError with a sentence for people; what was started by then is stopped again
 */
export async function startStack(options: StackOptions = {}): Promise<RunningStack> {
  const starter = new Starter(options);
  try {
    return await starter.start();
  } catch (error) {
    await starter.stop();
    throw error;
  }
}

/** One start, and the order in which to undo it. */
class Starter {
  private readonly settings: StackSettings;
  private readonly environment: NodeJS.ProcessEnv;
  private readonly say: (line: string) => void;
  private readonly abort = new AbortController();
  private readonly processes = new Map<string, SupervisedProcess>();
  private readonly report = new StackReport();
  private folder: DataFolder | undefined;
  private postgres: EmbeddedPostgres | undefined;
  private seeding: Promise<void> = Promise.resolve();
  private stopping: Promise<void> | undefined;

  constructor(private readonly options: StackOptions) {
    this.environment = options.environment ?? process.env;
    this.settings = readStackSettings(this.environment);
    this.say = options.say ?? (() => undefined);
    if (options.signal?.aborted) this.abort.abort();
    options.signal?.addEventListener('abort', () => this.abort.abort(), { once: true });
  }

  async start(): Promise<RunningStack> {
    requireBuild();
    const path = this.options.dataFolder === undefined ? this.settings.dataFolder : resolve(this.options.dataFolder);
    this.folder = await openDataFolder(path);
    const left = await endLeftoverProcesses(path);
    if (left.length > 0) this.say(`Ended what an earlier start had left behind: ${left.join(', ')}`);

    const plan = await planPorts(this.settings, this.options.ports === 'free');
    const { gateway, ports } = plan;
    const databaseUrls = await this.openDatabases(plan);
    const { secrets } = this.folder;
    const wiring: Wiring = {
      environment: this.environment,
      gateway,
      ports,
      databaseUrls,
      assertionSecret: this.settings.assertionSecret ?? secrets.assertionSecret,
      issuer: this.settings.foreignIssuer
        ? undefined
        : { keyFile: secrets.issuerKeyFile, secret: this.settings.issuerSecret ?? secrets.issuerSecret },
      mailFolder: this.folder.mail,
    };
    this.report.open(this.folder, wiring, this.postgres);

    const demo = missingDemoData(path, this.options.empty ?? false);
    this.say('Starting the services');
    const services = serviceNames.map((name) =>
      this.supervise(
        name,
        `services/${name}/src/main.js`,
        () => serviceEnvironment(name, wiring),
        `${serviceUrl(name, wiring)}/health/ready`,
      ),
    );
    const startGateway = () =>
      this.supervise(
        'gateway',
        'gateway/src/main.js',
        () => gatewayEnvironment(wiring),
        `${gatewayUrl(gateway)}/health/ready`,
      );
    // The gateway can come up beside the services, unless demo data is loaded first.
    if (demo.missing.length === 0) startGateway();
    await unlessAborted(this.abort.signal, Promise.all(services.map((service) => service.whenReady())));
    if (demo.missing.length > 0) {
      await this.seed(demo.missing, wiring);
      startGateway();
    }
    await unlessAborted(this.abort.signal, this.processes.get('gateway')!.whenReady());
    if (demo.wanted && !this.options.still) this.startSimulator(wiring);
    return this.handle(wiring, demo.wanted);
  }

  /** Stops everything, in order, once. */
  stop(): Promise<void> {
    return (this.stopping ??= this.stopEverything());
  }

  private async stopEverything(): Promise<void> {
    this.abort.abort();
    try {
      await this.processes.get('simulator')?.stop();
      await this.processes.get('gateway')?.stop();
      await this.seeding.catch(() => undefined);
      await Promise.all([...this.processes.values()].map((running) => running.stop()));
      await this.postgres?.stop();
      this.report.close();
    } finally {
      this.folder?.release();
    }
  }

  /** Database of each service: the one that is set, or one of the embedded Postgres, which is started where it is needed. */
  private async openDatabases(plan: PortPlan): Promise<Record<ServiceName, string>> {
    const { databaseUrls } = this.settings;
    const embedded = serviceNames.filter((name) => databaseUrls[name] === undefined);
    await requireFreePorts(httpPorts(plan));
    if (embedded.length > 0) {
      this.say('Starting Postgres');
      this.postgres = await startEmbeddedPostgres({
        dataFolder: this.folder!.path,
        port: plan.postgresPort,
        databases: embedded,
        say: (line) => {
          this.say(line);
          this.report.update(this.processes);
        },
        beforeListening: () =>
          requireFreePorts([{ setting: 'POSTGRES_PORT', host: '127.0.0.1', port: plan.postgresPort }]),
      });
    }
    this.abort.signal.throwIfAborted();
    const url = (name: ServiceName) => databaseUrls[name] ?? this.postgres!.url(name);
    return { creator: url('creator'), brand: url('brand'), campaign: url('campaign'), analytics: url('analytics') };
  }

  private async seed(missing: readonly ServiceName[], wiring: Wiring): Promise<void> {
    const { path, logs } = this.folder!;
    this.say('Loading demo data');
    const { serveable, finished } = seedDemoData(missing, {
      dataFolder: path,
      logs,
      environment: (service) => serviceEnvironment(service, wiring),
      progress: this.options.progress ?? (() => undefined),
      signal: this.abort.signal,
    });
    this.seeding = finished;
    await serveable;
  }

  private startSimulator(wiring: Wiring): void {
    const { issuer } = wiring;
    const script = compiledModule('cli/src/simulator.js');
    if (!issuer || !existsSync(script)) return;
    // A new token at each start: the simulator ends when its token no longer serves.
    const environment = async () =>
      simulatorEnvironment(
        wiring,
        await issueToken(gatewayUrl(wiring.gateway), issuer.secret, {
          role: 'OPERATOR',
          subject: 'simulator',
          expiresIn: 86_400,
        }),
      );
    this.supervise('simulator', 'cli/src/simulator.js', environment);
  }

  private supervise(
    name: string,
    module: string,
    environment: ProcessSpecification['environment'],
    readyUrl?: string,
  ): SupervisedProcess {
    const logFile = `${this.folder!.logs}/${name}.log`;
    const running = new SupervisedProcess(
      { name, script: compiledModule(module), nodeOptions: nodeOptions[name], environment, readyUrl, logFile },
      { say: this.say, changed: () => this.report.update(this.processes) },
    );
    this.processes.set(name, running);
    return running;
  }

  private handle(wiring: Wiring, demo: boolean): RunningStack {
    const { processes, postgres } = this;
    const url = gatewayUrl(wiring.gateway);
    return {
      gatewayUrl: url,
      urls: {
        gateway: url,
        creator: serviceUrl('creator', wiring),
        brand: serviceUrl('brand', wiring),
        campaign: serviceUrl('campaign', wiring),
        analytics: serviceUrl('analytics', wiring),
      },
      dataFolder: this.folder!.path,
      demo,
      issuesTokens: wiring.issuer !== undefined,
      get processes() {
        const pids = [...processes].map(([name, { identity }]) => [name, identity?.pid] as const);
        return Object.fromEntries(
          [...pids, ['postgres', postgres?.pid()] as const].filter(
            (entry): entry is [string, number] => entry[1] !== undefined,
          ),
        );
      },
      seeded: this.seeding.catch((error: Error) => {
        if (!this.abort.signal.aborted) this.say(error.message);
      }),
      token: (request) => {
        if (!wiring.issuer) throw new StartError('Tokens come from the issuer that JWKS_URL names.');
        return issueToken(url, wiring.issuer.secret, request);
      },
      kill: (name, signal = 'SIGKILL') => {
        const pid = name === 'postgres' ? postgres?.pid() : processes.get(name)?.identity?.pid;
        if (pid === undefined) throw new Error(`No process "${name}" runs.`);
        process.kill(pid, signal);
      },
      stop: () => this.stop(),
    };
  }
}

function requireBuild(): void {
  const missing = ['gateway/src/main.js', ...serviceNames.map((name) => `services/${name}/src/main.js`)].filter(
    (module) => !existsSync(compiledModule(module)),
  );
  if (missing.length > 0)
    throw new StartError(`The marketplace is not built (${missing.join(', ')} missing): run npm run build.`);
}
