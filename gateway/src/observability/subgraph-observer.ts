import type { DurationBuckets, DurationHistogram } from '#platform/metrics/bound-metrics.js';
import { tracer, type Span } from '#platform/traces/tracer.js';
import { traceparentOf } from '#platform/traces/traceparent.js';
import type { FetchTimes } from './fetch-times.js';

/** Observes the requests to one subgraph. */
export class SubgraphObserver {
  private readonly byOutcome = new Map<string, DurationBuckets>();

  constructor(
    private readonly subgraph: string,
    private readonly durations: DurationHistogram<'subgraph' | 'outcome'>,
    readonly fetchTimes: FetchTimes,
  ) {}

  /** Begins to observe a request. @param entities how many it asks for; 0 for root fields */
  begin(requestId: string, entities: number): FetchObservation {
    const { subgraph } = this;
    const span = tracer?.start(`fetch ${subgraph}`, {
      kind: 'client',
      attributes: { 'http.request.method': 'POST', 'subgraph.name': subgraph, 'subgraph.entities': entities },
    });
    return new FetchObservation(subgraph, this, requestId, entities, span);
  }

  /** The durations of one outcome. */
  durationsOf(outcome: string): DurationBuckets {
    let durations = this.byOutcome.get(outcome);
    if (!durations) this.byOutcome.set(outcome, (durations = this.durations.child(this.subgraph, outcome)));
    return durations;
  }
}

/** A request to a subgraph under way. */
export class FetchObservation {
  private readonly started = performance.now();

  constructor(
    private readonly subgraph: string,
    private readonly observer: SubgraphObserver,
    private readonly requestId: string,
    private readonly entities: number,
    private readonly span: Span | undefined,
  ) {}

  /** What hands the trace on to the subgraph; undefined where nothing is traced. */
  get traceparent(): string | undefined {
    return this.span && traceparentOf(this.span);
  }

  /** Ends it. @param outcome of a fixed, small set: it is a label */
  end(outcome: string): void {
    const milliseconds = performance.now() - this.started;
    this.observer.durationsOf(outcome).observe(milliseconds / 1000);
    const { subgraph, requestId, entities } = this;
    this.observer.fetchTimes.add(requestId, { subgraph, outcome, milliseconds, entities });
    if (!this.span) return;
    this.span.setAttribute('subgraph.outcome', outcome);
    if (outcome !== 'ok') this.span.setStatus({ code: 2, message: outcome });
    this.span.end();
  }
}
