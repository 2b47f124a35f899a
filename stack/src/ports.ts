import { createServer } from 'node:net';
import { errorCode, StartError } from './start-error.js';

/** A port that something is about to listen on, and the setting that decides it. */
export interface WantedPort {
  setting: string;
  /** The setting that decides the address, where there is one. */
  hostSetting?: string;
  host: string;
  port: number;
}

/**
 * Checks that all these ports can be listened on.
 * @throws StartError naming each that cannot, one sentence per port
 */
export async function requireFreePorts(wanted: readonly WantedPort[]): Promise<void> {
  const problems = await Promise.all(wanted.map(portProblem));
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length > 0) throw new StartError(found.join('\n'));
}

function portProblem({ setting, hostSetting, host, port }: WantedPort): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', (error) => {
      const code = errorCode(error);
      if (code === 'EADDRINUSE')
        return resolve(`Port ${port} is taken (${setting}): stop what uses it or choose another.`);
      if (code === 'EACCES')
        return resolve(`Port ${port} may not be used by this user (${setting}): choose one above 1023.`);
      if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
        return resolve(`${host} is no address of this machine (${hostSetting ?? setting}): choose another.`);
      resolve(`Port ${port} cannot be used (${setting}): ${error.message}.`);
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
