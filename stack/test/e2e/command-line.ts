import { spawn } from 'node:child_process';

/** What a command did. */
export interface CommandResult {
  code: number | null;
  /** stdout and stderr, as they came. */
  output: string;
}

/** Runs `marketplace` as an operator would. */
export async function marketplace(environment: NodeJS.ProcessEnv, ...parameters: string[]): Promise<CommandResult> {
  const child = spawn(process.execPath, ['cli/bin/marketplace.js', ...parameters], {
    env: { ...process.env, ...environment },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}
