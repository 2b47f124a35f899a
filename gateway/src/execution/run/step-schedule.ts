import { evaluateCondition } from '@apollo/query-planner';
import type { FetchStep } from '../compile/fetch-steps.js';
import type { RunContext } from './run-context.js';
import { runBatch } from './step-run.js';

/** Part of an operation's time that its steps may spend on waiting for companions, all together. */
const waitingShare = 0.1;

const waits = 0;
const ready = 1;
const begun = 2;
const left = 3;

/**
 * Runs the steps of a plan, each as soon as those it waits for have ended. Steps to one subgraph that can begin at the
 * same moment go in one request, and a step waits for its companions where the answer as a whole does so anyway. It
 * does not wait long: a subgraph that does not answer must not keep the others from being asked.
 * @param timeout of the whole operation, in ms
 */
export function runSteps(steps: readonly FetchStep[], context: RunContext, timeout: number): Promise<void> {
  const [only, another] = steps;
  // One fetch waits for nothing.
  if (only && !another && !only.guards.length) return runBatch(steps, context);
  return new Promise((resolve, reject) => {
    const waiting = steps.map(({ after }) => after.length);
    const states = new Uint8Array(steps.length);
    let unended = steps.length;
    let toBegin: FetchStep[] = [];
    let patient = true;
    let timer: NodeJS.Timeout | undefined;

    const release = (step: FetchStep): void => {
      unended -= 1;
      for (const later of step.before) {
        waiting[later]! -= 1;
        if (waiting[later] === 0) free(steps[later]!);
      }
    };
    const free = (step: FetchStep): void => {
      if (states[step.number] === left) release(step);
      else {
        states[step.number] = ready;
        toBegin.push(step);
      }
    };
    const isHeld = (step: FetchStep): boolean => step.companions.some((number) => states[number] === waits);

    const beginWhatCan = (): void => {
      if (unended === 0) {
        if (timer) clearTimeout(timer);
        return resolve();
      }
      const held: FetchStep[] = [];
      const batches = new Map<string, FetchStep[]>();
      const alone: FetchStep[] = [];
      for (const step of toBegin) {
        if (patient && isHeld(step)) held.push(step);
        else if (!step.mergeable) alone.push(step);
        else {
          const batch = batches.get(step.node.serviceName);
          if (batch) batch.push(step);
          else batches.set(step.node.serviceName, [step]);
        }
      }
      toBegin = [];
      for (const step of held) {
        // Where a request is sent anyway, nothing is won by staying behind.
        const batch = batches.get(step.node.serviceName);
        if (batch) batch.push(step);
        else toBegin.push(step);
      }
      if (toBegin.length) {
        timer ??= setTimeout(() => {
          patient = false;
          beginWhatCan();
        }, timeout * waitingShare);
      }
      for (const step of alone) begin([step]);
      for (const batch of batches.values()) begin(batch);
    };
    const begin = (batch: readonly FetchStep[]): void => {
      for (const { number } of batch) states[number] = begun;
      runBatch(batch, context).then(
        () => {
          for (const step of batch) release(step);
          beginWhatCan();
        },
        (error: Error) => {
          if (timer) clearTimeout(timer);
          reject(error);
        },
      );
    };

    const { operation, request } = context;
    for (const { guards, number } of steps)
      for (const { condition, expected } of guards)
        if (evaluateCondition(condition, operation.variableDefinitions, request.variables) !== expected)
          states[number] = left;
    // Those without anything to wait for; `waiting` changes as those that are left out end.
    for (const step of steps) if (step.after.length === 0) free(step);
    beginWhatCan();
  });
}
