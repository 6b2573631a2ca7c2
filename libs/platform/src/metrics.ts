import type { FastifyInstance } from 'fastify';
import {
  collectDefaultMetrics,
  Gauge,
  type GaugeConfiguration,
  Histogram,
  Registry,
} from 'prom-client';

/** What the process tells Prometheus. No label says who asked, or for which booking. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'contrail_http_request_duration_seconds',
    help: 'From a request to its answer, by the route that it was led to.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Of the exposition format of Prometheus. */
  get contentType(): string {
    return this.registry.contentType;
  }

  gauge<Label extends string>(
    configuration: Omit<GaugeConfiguration<Label>, 'registers'>,
  ): Gauge<Label> {
    return new Gauge({ ...configuration, registers: [this.registry] });
  }

  expose(): Promise<string> {
    return this.registry.metrics();
  }

  /** By the template of its route, never by its path: paths hold record locators. */
  observe(server: FastifyInstance): void {
    server.addHook('onResponse', ({ method, routeOptions }, reply, done) => {
      const labels = { method, route: routeOptions.url ?? 'none', status: reply.statusCode };
      this.requests.observe(labels, reply.elapsedTime / 1000);
      done();
    });
  }
}
