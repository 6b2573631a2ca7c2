import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  AggregatorRegistry,
  collectDefaultMetrics,
  Counter,
  type CounterConfiguration,
  Gauge,
  type GaugeConfiguration,
  Registry,
} from 'prom-client';
import { DurationHistogram } from './duration-histogram.js';

/** What the process tells Prometheus. No label says who asked, or for which booking. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  /** Labelled by method, route and status. */
  readonly requests = new DurationHistogram(
    {
      name: 'contrail_http_request_duration_seconds',
      help: 'From a request to its answer, by the route that it was led to.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    },
    this.registry,
  );

  private readonly collectors: (() => Promise<void>)[] = [];

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

  counter<Label extends string>(
    configuration: Omit<CounterConfiguration<Label>, 'registers'>,
  ): Counter<Label> {
    return new Counter({ ...configuration, registers: [this.registry] });
  }

  /** @param collect sets gauges whenever Prometheus asks; one that cannot tells it by a gauge, and never rejects */
  collectBy(collect: () => Promise<void>): void {
    this.collectors.push(collect);
  }

  async expose(): Promise<string> {
    await this.setGauges();
    return this.registry.metrics();
  }

  /** As they are now, for {@link expositionOf}. */
  async collect(): Promise<object[]> {
    await this.setGauges();
    return this.registry.getMetricsAsJSON();
  }

  /** By the template of its route, never by its path: paths hold record locators. */
  observe(server: FastifyInstance): void {
    server.addHook('onResponse', ({ method, routeOptions }, reply, done) => {
      const labels = { method, route: routeOptions.url ?? 'none', status: reply.statusCode };
      this.requests.of(labels).observe(reply.elapsedTime / 1000);
      done();
    });
  }

  private async setGauges(): Promise<void> {
    await Promise.all(this.collectors.map((collect) => collect()));
  }
}

const collected = z.array(z.array(z.looseObject({})));

/** What several processes have collected, as one: counts are summed, a gauge is by its own rule. */
export function expositionOf(all: unknown): Promise<string> {
  return AggregatorRegistry.aggregate(collected.parse(all)).metrics();
}
