import { parseArgs } from 'node:util';
import { modes, type Mode } from './bench-graph.js';

/** What a run is to measure. */
export interface BenchSettings {
  seconds: number;
  rounds: number;
  connections: number;
  /** None: all of them. */
  peers?: string[];
  operations?: string[];
  modes: readonly Mode[];
  pinned: boolean;
  json?: string;
}

const help = `Measures what a request costs at the gateway, beside other gateways on the same supergraph, subgraphs and load.

  npm run bench:gateway -- [options]

  --mode alone|sharing|literals   what is compared, several with commas; all without
  --peers stock,hive-js,…         other gateways that take part: proxy, stock, hive-js, hive-rust, mercurius; all without
  --operations big,small,…        operations by name; all without
  --seconds 2                     length of a measurement; before it the gateway warms up
  --rounds 3                      turns of every gateway; the figures are medians over them
  --connections 50                connections of the client
  --unpinned                      gateway and load on any core; otherwise on different ones, where taskset is there
  --json figures.json             file for the figures, which are printed anyway
`;

/** Reads the command line. @returns undefined if help was asked for, which is printed */
export function readSettings(args: string[]): BenchSettings | undefined {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '2' },
      rounds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '50' },
      peers: { type: 'string' },
      operations: { type: 'string' },
      mode: { type: 'string' },
      unpinned: { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(help);
    return undefined;
  }
  return {
    seconds: positive('seconds', values.seconds),
    rounds: positive('rounds', values.rounds),
    connections: positive('connections', values.connections),
    peers: list(values.peers),
    operations: list(values.operations),
    modes: modes.filter((mode) => list(values.mode)?.includes(mode) ?? true),
    pinned: !values.unpinned,
    json: values.json,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} must be a number above 0.`);
  return value;
}

function list(text: string | undefined): string[] | undefined {
  return text
    ?.split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}
