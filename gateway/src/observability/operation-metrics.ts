import type { Registry } from 'prom-client';
import {
  BoundCounter,
  DurationSummary,
  type DurationBuckets,
  type DurationHistogram,
  type DurationSum,
} from '#platform/metrics/bound-metrics.js';
import type { ClientResult } from '../operations/client-result.js';
import type { PreparedOperation } from '../operations/prepared-operation.js';
import type { OperationLabels } from './operation-labels.js';

const outcomes = ['ok', 'errors', 'refused', 'failed'] as const;

/** What came of an operation: all of it, a part with errors, refused before it ran, a fault of ours. */
export type OperationOutcome = (typeof outcomes)[number];

/** What came of an operation, by its answer. */
export function outcomeOf({ data, errors }: ClientResult): OperationOutcome {
  if (data !== undefined) return errors ? 'errors' : 'ok';
  return errors?.[0]?.extensions?.code === 'INTERNAL' ? 'failed' : 'refused';
}

interface OperationMeter {
  label: string;
  durations: DurationsByOutcome;
  events: DurationsByOutcome;
}

type DurationsByOutcome = Record<OperationOutcome, DurationSum | undefined>;

const noDurations: DurationsByOutcome = { ok: undefined, errors: undefined, refused: undefined, failed: undefined };

/** Measures operations that were prepared, by name, outcome and error code. */
export class OperationMetrics {
  private readonly durations: DurationSummary<'operation' | 'outcome'>;
  private readonly events: DurationSummary<'operation' | 'outcome'>;
  private readonly errors: BoundCounter<'operation' | 'code'>;
  private readonly total: Record<OperationOutcome, DurationBuckets>;
  // The same operation comes again and again as the same object: its label is looked up once.
  private readonly meters = new WeakMap<PreparedOperation, OperationMeter>();

  /** @param total durations of all operations together */
  constructor(
    registry: Registry,
    total: DurationHistogram<'outcome'>,
    private readonly labels: OperationLabels,
  ) {
    this.durations = new DurationSummary({
      name: 'graphql_operation_duration_seconds',
      help: 'Number and duration of operations by name and outcome: ok, errors, refused, failed.',
      labelNames: ['operation', 'outcome'],
      registry,
    });
    this.events = new DurationSummary({
      name: 'graphql_event_duration_seconds',
      help: 'Number and duration of executions of events by name of the subscription and outcome: ok, errors, failed.',
      labelNames: ['operation', 'outcome'],
      registry,
    });
    this.errors = new BoundCounter({
      name: 'graphql_operation_errors_total',
      help: 'Errors told to clients by the name of the operation and code.',
      labelNames: ['operation', 'code'],
      registry,
    });
    const totals = outcomes.map((outcome) => [outcome, total.child(outcome)]);
    this.total = Object.fromEntries(totals) as typeof this.total;
  }

  /** The label that stands for an operation. */
  labelOf(operation: PreparedOperation): string {
    return this.meterOf(operation).label;
  }

  /** Measures an operation that has ended. @param seconds it took */
  observe(operation: PreparedOperation, result: ClientResult, seconds: number): void {
    const { label, durations } = this.meterOf(operation);
    const outcome = outcomeOf(result);
    this.total[outcome].observe(seconds);
    (durations[outcome] ??= this.durations.child(label, outcome)).observe(seconds);
    this.countErrors(label, result);
  }

  /** Measures the execution of an event, which is one for all subscribers. @param seconds it took */
  observeEvent(operation: PreparedOperation, result: ClientResult, seconds: number): void {
    const { label, events } = this.meterOf(operation);
    const outcome = outcomeOf(result);
    (events[outcome] ??= this.events.child(label, outcome)).observe(seconds);
    this.countErrors(label, result);
  }

  private countErrors(label: string, { errors }: ClientResult): void {
    if (errors) for (const { extensions } of errors) this.errors.child(label, String(extensions?.code)).inc();
  }

  private meterOf(operation: PreparedOperation): OperationMeter {
    let meter = this.meters.get(operation);
    if (!meter) {
      const label = this.labels.of(operation.name);
      this.meters.set(operation, (meter = { label, durations: { ...noDurations }, events: { ...noDurations } }));
    }
    return meter;
  }
}
