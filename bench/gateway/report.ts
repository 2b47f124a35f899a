import type { Figures, Section } from './contest.js';
import { targets } from './targets.js';

/** Medians over the rounds. */
export interface Medians {
  cpu: number;
  perSecond: number;
  p50: number;
  p99: number;
  memory: number;
  fetches: number;
}

export interface Verdict {
  mode: string;
  operation: string;
  against: string;
  target: number;
  /** CPU of the peer by CPU of ours; undefined where one of them has no figure. */
  ratio?: number;
  met: boolean;
}

/** What a section came to: medians and ratios by operation. */
export interface SectionResult {
  graph: string;
  mode: string;
  operations: Record<string, { gateways: Record<string, Medians>; ratios: Record<string, number> }>;
  omissions: Section['omissions'];
}

/** Medians of a section; a ratio is CPU of a peer by CPU of ours. */
export function sectionResult({ graph, mode, figures, omissions }: Section): SectionResult {
  const operations = Object.entries(figures).map(([operation, byGateway]) => {
    const gateways = Object.fromEntries(
      Object.entries(byGateway).map(([gateway, rounds]) => [gateway, medians(rounds)] as const),
    );
    const ours = gateways.ours?.cpu;
    const ratios = Object.entries(gateways).flatMap(([gateway, { cpu }]) =>
      ours && gateway !== 'ours' ? [[gateway, cpu / ours] as const] : [],
    );
    return [operation, { gateways, ratios: Object.fromEntries(ratios) }] as const;
  });
  return { graph, mode, operations: Object.fromEntries(operations), omissions };
}

/**
 * Holds ratios against the targets. A target whose gateways or operation had no figures is not met.
 * @param asked what the run was told to measure; targets beyond it are left out
 */
export function verdicts(
  results: readonly SectionResult[],
  asked: { peers?: readonly string[]; operations?: readonly string[] } = {},
): Verdict[] {
  return targets.flatMap(({ mode, graph, operation, against, words, ratio: target }) => {
    const result = results.find((one) => one.mode === mode && one.graph === graph);
    const wanted = against.some((peer) => asked.peers?.includes(peer) ?? true);
    if (!result || !wanted || !(asked.operations?.includes(operation) ?? true)) return [];
    const measured = against.flatMap((gateway) => result.operations[operation]?.ratios[gateway] ?? []);
    const ratio = measured.length ? Math.min(...measured) : undefined;
    return [{ mode, operation, against: words, target, ratio, met: ratio !== undefined && ratio >= target }];
  });
}

const columns = 'CPU ms/request   ours ×  requests/s   p50 ms   p99 ms  memory MB  fetches';

/** Lines of a section for people. */
export function sectionLines({ graph, mode, operations, omissions }: SectionResult): string[] {
  const lines = [
    '',
    `${graph}, ${titles[mode] ?? mode}`,
    `${'operation'.padEnd(20)} ${'gateway'.padEnd(10)} ${columns}`,
  ];
  for (const [operation, { gateways, ratios }] of Object.entries(operations))
    for (const [gateway, figure] of Object.entries(gateways)) {
      const ratio = ratios[gateway];
      const cells = [
        figure.cpu.toFixed(3).padStart(14),
        (ratio === undefined ? '' : ratio.toFixed(1)).padStart(8),
        figure.perSecond.toFixed(0).padStart(11),
        figure.p50.toFixed(1).padStart(8),
        figure.p99.toFixed(1).padStart(8),
        figure.memory.toFixed(0).padStart(10),
        figure.fetches.toFixed(2).padStart(8),
      ];
      lines.push(`${operation.padEnd(20)} ${gateway.padEnd(10)} ${cells.join(' ')}`);
    }
  for (const { gateway, operation, reason } of omissions)
    lines.push(`${gateway} is left out${operation ? ` of ${operation}` : ''}: ${reason}`);
  return lines;
}

const titles: Record<string, string> = {
  alone: 'nothing shared between requests',
  sharing: 'identical traffic, identical work in flight shared',
  literals: 'a literal of its own in every text',
};

/** Lines that say which targets are met. */
export function verdictLines(all: readonly Verdict[]): string[] {
  if (!all.length) return [];
  return [
    '',
    'Targets: CPU of the peer by CPU of ours',
    ...all.map(({ mode, operation, against, target, ratio, met }) => {
      const seen = ratio === undefined ? 'not measured' : `${ratio.toFixed(1)}×`;
      return `${met ? 'met   ' : 'MISSED'} ${mode.padEnd(8)} ${operation.padEnd(8)} ${seen.padStart(12)} of ${target}× against ${against}`;
    }),
  ];
}

function medians(rounds: readonly Figures[]): Medians {
  return {
    cpu: median(rounds.map(({ cpu }) => cpu)),
    perSecond: median(rounds.map(({ requests, seconds }) => requests / seconds)),
    p50: median(rounds.map(({ p50 }) => p50)),
    p99: median(rounds.map(({ p99 }) => p99)),
    memory: median(rounds.map(({ memory }) => memory)),
    fetches: median(rounds.map(({ fetches }) => fetches)),
  };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)]! : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
