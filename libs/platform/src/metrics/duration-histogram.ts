import { Histogram, type HistogramConfiguration, type Registry } from 'prom-client';

type Labels = Record<string, string | number>;

/** Of requests with the same labels. */
export class Durations {
  /** One for each bucket, and one for what is above them all. */
  private readonly counts: Float64Array;
  private sum = 0;

  constructor(
    private readonly labels: Labels,
    private readonly bounds: readonly number[],
  ) {
    this.counts = new Float64Array(bounds.length + 1);
  }

  observe(seconds: number): void {
    let at = 0;
    while (seconds > (this.bounds[at] ?? Infinity)) at += 1;
    this.counts[at] = (this.counts[at] ?? 0) + 1;
    this.sum += seconds;
  }

  /** As prom-client has the values of a histogram. */
  values(name: string) {
    const { labels: sharedLabels, sum } = this;
    let count = 0;
    const buckets = [...this.bounds, '+Inf'].map((le, at) => {
      count += this.counts[at] ?? 0;
      return { metricName: `${name}_bucket`, labels: { le }, sharedLabels, value: count };
    });
    return [
      ...buckets,
      { metricName: `${name}_sum`, labels: {}, sharedLabels, value: sum },
      { metricName: `${name}_count`, labels: {}, sharedLabels, value: count },
    ];
  }
}

type Described = Pick<HistogramConfiguration<string>, 'name' | 'help' | 'labelNames'> & {
  buckets: number[];
};

/**
 * A histogram with counters of its own: they take 0.1 µs an observation, where prom-client takes 1.6 to find its
 * counters by their labels, a twelfth of a hot read.
 */
export class DurationHistogram {
  private readonly all = new Map<string, Durations>();

  constructor(
    private readonly described: Described,
    registry: Registry,
  ) {
    registry.registerMetric(new Exposed(described, () => [...this.all.values()]));
  }

  /** To be kept by who observes often. */
  of(labels: Labels): Durations {
    const key = JSON.stringify(labels);
    const known = this.all.get(key) ?? new Durations(labels, this.described.buckets);
    this.all.set(key, known);
    return known;
  }
}

/** A registry's view of them; nobody else has it, since what is observed by prom-client's own way would not be counted. */
class Exposed extends Histogram {
  constructor(
    private readonly described: Described,
    private readonly durations: () => readonly Durations[],
  ) {
    super({ ...described, registers: [] });
  }

  /** What prom-client prints, and sums over workers. */
  getForPromString() {
    const { name, help } = this.described;
    const values = this.durations().flatMap((each) => each.values(name));
    return Promise.resolve({ name, help, type: 'histogram', aggregator: 'sum', values });
  }
}
