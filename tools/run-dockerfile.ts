/**
 * `node dist/tools/run-dockerfile.js`: runs the instructions of the Dockerfile without Docker, each stage in an empty
 * folder of its own, with this machine's Node. Then every process of the last stage is started without settings: it must
 * say which ones are missing, which shows that nothing it imports was left out. It is no image that comes of this.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDockerfile, type DockerStage, type DockerStep } from './dockerfile.js';

// Compiled modules live in dist/tools.
const root = fileURLToPath(new URL('../../', import.meta.url));
const processes = ['gateway', ...['creator', 'brand', 'campaign', 'analytics'].map((name) => `services/${name}`)];

/** A stage as it is being run. */
interface RunningStage {
  /** Stands for `/` in the stage. */
  folder: string;
  workdir: string;
  environment: NodeJS.ProcessEnv;
}

/** Where a path of a stage is on this machine. */
function inStage(stage: RunningStage, path: string): string {
  return path.startsWith('/') ? join(stage.folder, path) : join(stage.folder, stage.workdir, path);
}

/** Files of the build context: what a fresh clone has, and what was added since. */
function contextFiles(): string[] {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return list.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
}

/** Copies files of the context that a COPY names. */
function copyContext(stage: RunningStage, sources: string[], target: string): void {
  for (const source of sources) {
    const prefix = source.replace(/^\.\/?/, '').replace(/\/$/, '');
    const files = contextFiles().filter((file) => prefix === '' || file === prefix || file.startsWith(`${prefix}/`));
    if (files.length === 0) throw new Error(`COPY ${source}: there is nothing of that name`);
    for (const file of files) {
      const below =
        file === prefix ? file.slice(file.lastIndexOf('/') + 1) : file.slice(prefix === '' ? 0 : prefix.length + 1);
      const to = join(inStage(stage, target), below);
      mkdirSync(dirname(to), { recursive: true });
      cpSync(join(root, file), to);
    }
  }
}

/** Copies what a COPY --from names: a folder's content, or a file, into a folder where the target ends with a slash. */
function copyStage(stage: RunningStage, from: RunningStage, sources: string[], target: string): void {
  for (const source of sources) {
    const path = inStage(from, source);
    const intoFolder = target.endsWith('/') && statSync(path).isFile();
    const to = join(inStage(stage, target), intoFolder ? basename(path) : '');
    mkdirSync(dirname(to), { recursive: true });
    cpSync(path, to, { recursive: true, verbatimSymlinks: true });
  }
}

/** Runs one step. */
function runStep(step: DockerStep, stage: RunningStage, stages: Map<string, RunningStage>): void {
  if (step.kind === 'workdir') {
    stage.workdir = step.path;
    mkdirSync(inStage(stage, step.path), { recursive: true });
  } else if (step.kind === 'env') {
    Object.assign(stage.environment, step.variables);
  } else if (step.kind === 'run') {
    console.log(`RUN ${step.command}`);
    execFileSync('sh', ['-c', step.command], {
      cwd: inStage(stage, '.'),
      env: stage.environment,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  } else if (step.stage === null) {
    copyContext(stage, step.sources, step.target);
  } else {
    const from = stages.get(step.stage);
    if (!from) throw new Error(`COPY --from=${step.stage}: there is no such stage`);
    copyStage(stage, from, step.sources, step.target);
  }
}

/** Starts every process without settings, with nothing but what its stage sets. */
function tryProcesses(stage: RunningStage): void {
  const { PATH } = process.env;
  for (const name of processes) {
    const started = spawnSync('node', [`dist/${name}/src/main.js`], {
      cwd: inStage(stage, '.'),
      env: { PATH, NODE_ENV: stage.environment.NODE_ENV },
      encoding: 'utf8',
      timeout: 30_000,
    });
    const words = `${started.stdout}${started.stderr}`;
    if (started.status !== 1 || !/Setting \w+ is missing/.test(words))
      throw new Error(`${name} does not start as it should:\n${words}`);
    console.log(`${name} loads, and asks for its settings.`);
  }
}

/** Runs all stages in a folder. */
function runStages(parsed: DockerStage[], folder: string): void {
  const stages = new Map<string, RunningStage>();
  let last: RunningStage | undefined;
  for (const { image, name, steps } of parsed) {
    console.log(`FROM ${image} (stage ${name}, here with Node ${process.versions.node})`);
    const clean = Object.entries(process.env).filter(([variable]) => !/^(npm_|NODE_ENV$|NODE_OPTIONS$)/.test(variable));
    last = { folder: join(folder, name), workdir: '/', environment: Object.fromEntries(clean) };
    mkdirSync(last.folder);
    stages.set(name, last);
    for (const step of steps) runStep(step, last, stages);
  }
  if (!last) throw new Error('The Dockerfile has no stage');
  tryProcesses(last);
  const size = execFileSync('du', ['-sm', join(inStage(last, '.'))], { encoding: 'utf8' }).split('\t')[0];
  console.log(`The last stage takes ${size} MB beside the base image. Not built as an image.`);
}

const folder = mkdtempSync(join(tmpdir(), 'dockerfile-'));
try {
  runStages(parseDockerfile(readFileSync(join(root, 'Dockerfile'), 'utf8')), folder);
} catch (error) {
  console.error(`The Dockerfile's commands failed: ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
