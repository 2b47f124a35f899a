import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { GatewayOptions, IdentityOptions } from '../src/server.js';
import { TestGateway, testIdentity, type TestIdentity } from './gateway-kit.js';

/** A graph as each file of `graphs/` starts one; without `stop` there is nothing to stop. */
interface StartedGraph {
  supergraphSdl: string;
  stop?(): Promise<void>;
}

/** Options of a gateway as in `startGateway`; of the identity, what differs from the test's own. */
export type ServeOptions = Omit<Partial<GatewayOptions>, 'identity'> & { identity?: Partial<IdentityOptions> };

/** A graph that runs while the tests do. Its parts may be handed on at once, and read from when the tests run. */
export interface RunningGraph<Graph> {
  graph: Graph;
  /** Signs the tokens that the gateways take. */
  identity: TestIdentity;
  /** A gateway before the graph, for the tests of the file or of the `describe` around the call. */
  another(options?: ServeOptions): TestGateway;
  /** Starts one more gateway, in a test or before each; it is stopped after that test. */
  forOneTest(options?: ServeOptions): Promise<TestGateway>;
}

/**
 * Starts a graph before the tests of a file, or of the `describe` around the call, and stops it after them, its
 * gateways first.
 */
export function runGraph<Graph extends StartedGraph>(start: () => Promise<Graph>): RunningGraph<Graph> {
  const running: { stop?(): Promise<void> }[] = [];
  let graph: Graph | undefined;
  let identity: TestIdentity | undefined;
  beforeAll(async () => {
    graph = await start();
    running.push(graph);
    identity = await testIdentity();
  });
  afterAll(async () => {
    for (const part of running.reverse()) await part.stop?.();
  });
  const startOne = ({ identity: differences, ...options }: ServeOptions = {}): Promise<TestGateway> =>
    TestGateway.start(graph!.supergraphSdl, { ...identity!.identity, ...differences }, options);
  const another = (options?: ServeOptions): TestGateway => {
    let gateway: TestGateway | undefined;
    beforeAll(async () => {
      gateway = await startOne(options);
      running.push(gateway);
    });
    return onceStarted(() => gateway);
  };
  const ofOneTest: TestGateway[] = [];
  afterEach(async () => {
    for (const gateway of ofOneTest.splice(0)) await gateway.stop();
  });
  const forOneTest = async (options?: ServeOptions): Promise<TestGateway> => {
    const gateway = await startOne(options);
    ofOneTest.push(gateway);
    return gateway;
  };
  return { graph: onceStarted(() => graph), identity: onceStarted(() => identity), another, forOneTest };
}

/** Runs a graph, and a gateway before it. @param options of the gateway */
export function serveGraph<Graph extends StartedGraph>(
  start: () => Promise<Graph>,
  options?: ServeOptions,
): RunningGraph<Graph> & { gateway: TestGateway } {
  const running = runGraph(start);
  return { ...running, gateway: running.another(options) };
}

/** Stands for what is there only when the tests run, so that a file can name it in a `const`. */
function onceStarted<Part extends object>(part: () => Part | undefined): Part {
  return new Proxy({} as Part, {
    get(_, name) {
      const started = part();
      if (!started) throw new Error(`${String(name)} was read before the tests run`);
      return Reflect.get(started, name) as unknown;
    },
  });
}
