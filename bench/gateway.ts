// Measures what a request costs at the gateway, beside other gateways on the same supergraph, subgraphs and load:
// npm run bench:gateway -- --help
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchGraph, Mode } from './gateway/bench-graph.js';
import { contest, type ContestSettings } from './gateway/contest.js';
import { contestants, type Contestant } from './gateway/contestants.js';
import { knownDifferences } from './gateway/known-differences.js';
import { pin } from './gateway/measured-process.js';
import { installPeer } from './gateway/peer-install.js';
import { sectionLines, sectionResult, verdictLines, verdicts, type SectionResult } from './gateway/report.js';
import { marketNames, startMarket } from './gateway/market-workload.js';
import { readSettings, type BenchSettings } from './gateway/settings.js';
import { shopNames, startShop } from './gateway/shop-workload.js';

const say = (line: string): void => console.error(line);

async function main(settings: BenchSettings): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-gateway-'));
  const cores = settings.pinned ? separateCores() : undefined;
  const results: SectionResult[] = [];
  try {
    const { present, skipped } = await gather(settings);
    const contestSettings: ContestSettings = { ...settings, folder, cores: cores?.gateway, say };
    for (const { mode, start } of sections(settings, folder)) {
      const graph = await start(mode);
      try {
        graph.operations = graph.operations.filter(({ name }) => settings.operations?.includes(name) ?? true);
        if (cores) graph.subgraphs.pin(cores.others);
        const rivals = present.filter((contestant) => contestant.modes.includes(mode));
        const section = await contest(graph, mode, rivals, knownDifferences, contestSettings);
        section.omissions.unshift(...skipped.filter(({ gateway }) => modesOf(gateway).includes(mode)));
        results.push(sectionResult(section));
        for (const line of sectionLines(results.at(-1)!)) console.log(line);
      } finally {
        await graph.stop();
      }
    }
    report(settings, results, skipped);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Start = (mode: Mode) => Promise<BenchGraph>;

/** Every comparison is made on the shop, the first one on the marketplace too. */
function sections({ modes, operations }: BenchSettings, folder: string): { mode: Mode; start: Start }[] {
  const wanted = (names: readonly string[]): boolean => names.some((name) => operations?.includes(name) ?? true);
  return modes.flatMap((mode) => [
    ...(wanted(shopNames(mode)) ? [{ mode, start: startShop }] : []),
    ...(mode === 'alone' && wanted(marketNames) ? [{ mode, start: () => startMarket(folder, say) }] : []),
  ]);
}

function modesOf(name: string): readonly Mode[] {
  return contestants.find((contestant) => contestant.name === name)!.modes;
}

interface Gathered {
  present: Contestant[];
  skipped: { gateway: string; reason: string; known: boolean }[];
}

/** Who takes part; peers that are not installed yet are. */
async function gather({ peers }: BenchSettings): Promise<Gathered> {
  const unknown = peers?.filter((peer) => !contestants.some(({ name }) => name === peer)) ?? [];
  if (unknown.length) throw new Error(`There is no peer ${unknown.join(', ')}: see --help.`);
  const gathered: Gathered = { present: [], skipped: [] };
  for (const contestant of contestants) {
    if (peers && contestant.name !== 'ours' && !peers.includes(contestant.name)) continue;
    const problem = contestant.needs && (await installPeer(contestant.needs, say));
    if (problem === undefined) gathered.present.push(contestant);
    else {
      say(`${contestant.name} is skipped: ${problem}`);
      gathered.skipped.push({ gateway: contestant.name, reason: problem, known: true });
    }
  }
  return gathered;
}

/** The gateway on one core, load and subgraphs on the others; undefined where there is but one, or no taskset. */
function separateCores(): { gateway: string; others: string } | undefined {
  const count = availableParallelism();
  if (count < 2 || spawnSync('taskset', ['--version']).status !== 0) {
    say('Nothing is pinned: that takes two cores and taskset.');
    return undefined;
  }
  const cores = { gateway: '0', others: count === 2 ? '1' : `1-${count - 1}` };
  pin(process.pid, cores.others);
  return cores;
}

/** Prints verdicts and figures. A difference of answers that nobody knew of is a failure. */
function report(settings: BenchSettings, results: readonly SectionResult[], skipped: Gathered['skipped']): void {
  const held = verdicts(results, settings);
  for (const line of verdictLines(held)) console.log(line);
  const failures = results.flatMap(({ omissions }) => omissions).filter(({ known }) => !known);
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
  const gateways = Object.fromEntries(contestants.map(({ name, description }) => [name, description]));
  const json = JSON.stringify({ settings, machine, gateways, skipped, sections: results, targets: held });
  if (settings.json) writeFileSync(settings.json, `${json}\n`);
  console.log(`\n${json}`);
  if (failures.length) {
    console.error(`\n${failures.length} failures: see what is left out above.`);
    process.exitCode = 1;
  }
}

const settings = readSettings(process.argv.slice(2));
if (settings) await main(settings);
