import { type AnswerOf, getMetrics } from '#contracts';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Route } from '../http/route.js';
import { Metrics } from './metrics.js';

@Controller()
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Route(getMetrics)
  expose(@Res({ passthrough: true }) reply: FastifyReply): Promise<AnswerOf<typeof getMetrics>> {
    reply.header('cache-control', 'no-store').type(this.metrics.contentType);
    return this.metrics.expose();
  }
}
