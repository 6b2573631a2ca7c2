import { Histogram } from 'prom-client';

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

/**
 * prom-client's histogram with counters of its own: they take 0.1 µs an observation, where prom-client takes 1.6 to find
 * its counters by their labels, a twelfth of a hot read.
 */
export class DurationHistogram extends Histogram {
  private readonly all = new Map<string, Durations>();

  constructor(
    private readonly configuration: ConstructorParameters<typeof Histogram>[0] & {
      buckets: number[];
    },
  ) {
    super(configuration);
  }

  /** To be kept by who observes often. */
  of(labels: Labels): Durations {
    const key = JSON.stringify(labels);
    const known = this.all.get(key) ?? new Durations(labels, this.configuration.buckets);
    this.all.set(key, known);
    return known;
  }

  /** What prom-client prints, and sums over workers. */
  getForPromString() {
    const { name, help } = this.configuration;
    const values = [...this.all.values()].flatMap((each) => each.values(name));
    return Promise.resolve({ name, help, type: 'histogram', aggregator: 'sum', values });
  }
}
