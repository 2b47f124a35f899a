/** Reads the subset of Dockerfile that ours is written in; what it does not know is an error, never passed over. */

/** One step of a stage. */
export type DockerStep =
  | { kind: 'workdir'; path: string }
  | { kind: 'env'; variables: Record<string, string> }
  /** `stage` is where to copy from; the build context without it. */
  | { kind: 'copy'; stage: string | null; sources: string[]; target: string }
  | { kind: 'run'; command: string };

/** One stage of a Dockerfile. */
export interface DockerStage {
  image: string;
  /** Name after AS, or the stage's number. */
  name: string;
  steps: DockerStep[];
  /** What a container of this stage runs; null where it does not say. */
  command: string[] | null;
}

/** Logical lines: comments gone, continued lines joined; with the line that each begins on, from 1. */
function logicalLines(text: string): { line: number; content: string }[] {
  const lines: { line: number; content: string }[] = [];
  let open = false;
  for (const [index, raw] of text.split('\n').entries()) {
    const trimmed = raw.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const content = trimmed.replace(/\\$/, '').trim();
    const last = lines.at(-1);
    if (open && last) last.content += ` ${content}`;
    else lines.push({ line: index + 1, content });
    open = trimmed.endsWith('\\');
  }
  return lines;
}

/** `A=1 B="two words"` as an object. */
function readVariables(rest: string): Record<string, string> {
  const pairs = [...rest.matchAll(/(\w+)=(?:"([^"]*)"|(\S*))/g)];
  return Object.fromEntries(pairs.map(([, name = '', quoted, plain = '']) => [name, quoted ?? plain]));
}

/** `[--from=stage] source… target`. */
function readCopy(rest: string): DockerStep {
  const words = rest.split(/\s+/);
  const options = words.filter((word) => word.startsWith('--'));
  const unknown = options.find((option) => !option.startsWith('--from='));
  if (unknown) throw new Error(`COPY ${unknown} is not known here`);
  const paths = words.filter((word) => !word.startsWith('--'));
  const target = paths.pop();
  if (!target || paths.length === 0) throw new Error('COPY needs sources and a target');
  return { kind: 'copy', stage: options[0]?.slice('--from='.length) ?? null, sources: paths, target };
}

/**
 * Parses a Dockerfile.
 * @throws Error naming the line of an instruction or option that is not in the subset
 */
export function parseDockerfile(text: string): DockerStage[] {
  const stages: DockerStage[] = [];
  for (const { line, content } of logicalLines(text)) {
    const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(content) ?? [];
    const instruction = word.toUpperCase();
    const stage = stages.at(-1);
    try {
      if (instruction === 'FROM') {
        const [image = '', as, name] = rest.split(/\s+/);
        stages.push({
          image,
          name: as?.toUpperCase() === 'AS' && name ? name : String(stages.length),
          steps: [],
          command: null,
        });
      } else if (!stage) throw new Error(`${instruction} before FROM`);
      else if (instruction === 'WORKDIR') stage.steps.push({ kind: 'workdir', path: rest });
      else if (instruction === 'ENV') stage.steps.push({ kind: 'env', variables: readVariables(rest) });
      else if (instruction === 'COPY') stage.steps.push(readCopy(rest));
      else if (instruction === 'RUN') stage.steps.push({ kind: 'run', command: rest });
      else if (instruction === 'CMD') stage.command = JSON.parse(rest) as string[];
      // These say how a container runs, not what is in it.
      else if (!['USER', 'EXPOSE'].includes(instruction)) throw new Error(`${instruction} is not known here`);
    } catch (cause) {
      throw new Error(`Dockerfile line ${line}: ${(cause as Error).message}`, { cause });
    }
  }
  return stages;
}
