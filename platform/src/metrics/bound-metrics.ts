import type { Metric, Registry } from 'prom-client';

/** One line of `/metrics`. */
interface Sample {
  value: number;
  labels: Record<string, string | number>;
  metricName?: string;
}

/** What a metric is called. */
export interface MetricDescription<Label extends string> {
  name: string;
  help: string;
  labelNames: readonly Label[];
  registry: Registry;
}

type Branch<Child> = Map<string, Branch<Child> | Child>;

/**
 * A metric of a registry of prom-client whose values are counted here: prom-client builds a text of all labels for every
 * value, even for a child with its labels bound. Who counts often keeps the child.
 */
abstract class BoundMetric<Label extends string, Child> {
  private root: Branch<Child> = new Map();
  private readonly made: { labels: Record<string, string>; child: Child }[] = [];
  readonly name: string;

  constructor(
    private readonly type: 'counter' | 'histogram' | 'summary',
    private readonly description: MetricDescription<Label>,
  ) {
    this.name = description.name;
    description.registry.registerMetric(this as unknown as Metric<Label>);
  }

  /** The values of one set of labels, made when first asked for. @param values in the order of the label names */
  child(...values: string[]): Child {
    let found: Branch<Child> | Child | undefined = this.root;
    for (const value of values) found = (found as Branch<Child> | undefined)?.get(value);
    return (found as Child | undefined) ?? this.add(values);
  }

  /** What prom-client prints. */
  async get(): Promise<{ name: string; help: string; type: string; aggregator: string; values: Sample[] }> {
    const { name, help } = this.description;
    const values = this.made.flatMap(({ labels, child }) => this.samples(child, labels));
    return { name, help, type: this.type, aggregator: 'sum', values };
  }

  /** For the registry; children that are kept elsewhere count on unseen. */
  reset(): void {
    this.root = new Map();
    this.made.length = 0;
  }

  protected abstract create(): Child;
  protected abstract samples(child: Child, labels: Record<string, string>): Sample[];

  private add(values: readonly string[]): Child {
    const { labelNames } = this.description;
    if (values.length !== labelNames.length) throw new Error(`${this.name} has ${labelNames.length} labels.`);
    const child = this.create();
    let branch = this.root;
    values.slice(0, -1).forEach((value) => {
      let next = branch.get(value) as Branch<Child> | undefined;
      if (!next) branch.set(value, (next = new Map()));
      branch = next;
    });
    branch.set(values.at(-1)!, child);
    this.made.push({ labels: Object.fromEntries(labelNames.map((name, n) => [name, values[n]!])), child });
    return child;
  }
}

/** A number that only grows. */
export class Count {
  value = 0;

  inc(by = 1): void {
    this.value += by;
  }
}

/** Counts by labels. */
export class BoundCounter<Label extends string> extends BoundMetric<Label, Count> {
  constructor(description: MetricDescription<Label>) {
    super('counter', description);
  }

  protected create(): Count {
    return new Count();
  }

  protected samples(child: Count, labels: Record<string, string>): Sample[] {
    return [{ value: child.value, labels }];
  }
}

/** Number and sum of durations. */
export class DurationSum {
  count = 0;
  sum = 0;

  observe(seconds: number): void {
    this.count += 1;
    this.sum += seconds;
  }
}

/** Durations by labels without buckets: a mean per set of labels, at two series each. */
export class DurationSummary<Label extends string> extends BoundMetric<Label, DurationSum> {
  constructor(description: MetricDescription<Label>) {
    super('summary', description);
  }

  protected create(): DurationSum {
    return new DurationSum();
  }

  protected samples({ sum, count }: DurationSum, labels: Record<string, string>): Sample[] {
    return [
      { value: sum, labels, metricName: `${this.name}_sum` },
      { value: count, labels, metricName: `${this.name}_count` },
    ];
  }
}

/** Upper bounds of the buckets, in seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** Durations in buckets. */
export class DurationBuckets {
  /** By bucket, each without those below it; the last is what exceeds all bounds. */
  readonly counts = new Array<number>(bounds.length + 1).fill(0);
  sum = 0;

  observe(seconds: number): void {
    let bucket = 0;
    while (bucket < bounds.length && seconds > bounds[bucket]!) bucket += 1;
    this.counts[bucket]! += 1;
    this.sum += seconds;
  }
}

/** Durations by labels, from 1 ms to 10 s. */
export class DurationHistogram<Label extends string> extends BoundMetric<Label, DurationBuckets> {
  constructor(description: MetricDescription<Label>) {
    super('histogram', description);
  }

  protected create(): DurationBuckets {
    return new DurationBuckets();
  }

  protected samples({ counts, sum }: DurationBuckets, labels: Record<string, string>): Sample[] {
    let total = 0;
    const buckets = counts.map((count, bucket) => ({
      value: (total += count),
      labels: { ...labels, le: bounds[bucket] ?? '+Inf' },
      metricName: `${this.name}_bucket`,
    }));
    return [
      ...buckets,
      { value: sum, labels, metricName: `${this.name}_sum` },
      { value: total, labels, metricName: `${this.name}_count` },
    ];
  }
}
