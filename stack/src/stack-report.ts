import type { DataFolder } from './data-folder.js';
import type { EmbeddedPostgres } from './embedded-postgres.js';
import { marketplaceVersion } from './installation.js';
import { gatewayUrl, type Wiring } from './process-environment.js';
import type { ServiceName } from './settings.js';
import { removeStackState, writeStackState, type ProcessReport } from './state-file.js';
import type { SupervisedProcess } from './supervised-process.js';

/** Keeps the state file of a running stack up to date. */
export class StackReport {
  private readonly startedAt = new Date();
  private folder: DataFolder | undefined;
  private wiring: Wiring | undefined;
  private postgres: EmbeddedPostgres | undefined;
  private pending = false;

  open(folder: DataFolder, wiring: Wiring, postgres: EmbeddedPostgres | undefined): void {
    this.folder = folder;
    this.wiring = wiring;
    this.postgres = postgres;
  }

  /** Writes what runs now; changes that come together are written once. */
  update(processes: ReadonlyMap<string, SupervisedProcess>): void {
    if (this.pending) return;
    this.pending = true;
    setImmediate(() => {
      this.pending = false;
      this.write([...processes.values()]);
    });
  }

  /** Takes the file away: nothing runs any more. */
  close(): void {
    if (this.folder) removeStackState(this.folder.path);
    this.folder = undefined;
  }

  private write(processes: readonly SupervisedProcess[]): void {
    const { folder, wiring, postgres } = this;
    if (!folder || !wiring) return;
    const served = processes.filter(({ name }) => name !== 'simulator');
    writeStackState(folder.path, {
      pid: process.pid,
      startedAt: this.startedAt.toISOString(),
      node: process.version,
      gatewayUrl: gatewayUrl(wiring.gateway),
      processes: served.map((running) => ({
        ...reportOf(running),
        ...(running.name === 'gateway'
          ? wiring.gateway
          : { host: '127.0.0.1', port: wiring.ports[running.name as ServiceName] }),
      })),
      postgres: postgres && {
        host: '127.0.0.1',
        port: postgres.port,
        pid: postgres.pid(),
        version: postgres.version,
        logFile: `${folder.logs}/postgres.log`,
      },
      workers: processes.filter((running) => !served.includes(running)).map(reportOf),
    });
  }
}

function reportOf({ name, state, identity, startedAt, restarts, specification }: SupervisedProcess): ProcessReport {
  return {
    name,
    state,
    pid: identity?.pid,
    identity: identity?.startedAt,
    startedAt: identity && startedAt?.toISOString(),
    restarts,
    version: marketplaceVersion,
    logFile: specification.logFile,
  };
}
