import { type AnswerOf, getMetrics } from '#contracts';
import { Metrics, Route } from '#platform';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { LogMetrics } from './log-metrics.js';

@Controller()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly log: LogMetrics,
  ) {}

  @Route(getMetrics)
  expose(@Res({ passthrough: true }) reply: FastifyReply): Promise<AnswerOf<typeof getMetrics>> {
    reply.header('cache-control', 'no-store').type(this.metrics.contentType);
    return this.log.expose();
  }
}
