import { type AnswerOf, getMetrics } from '#contracts';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Route } from '../http/route.js';
import { Siblings } from '../workers/siblings.js';
import { expositionOf, Metrics } from './metrics.js';

@Controller()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly siblings: Siblings,
  ) {
    siblings.answerBy('metrics', () => metrics.collect());
  }

  @Route(getMetrics)
  async expose(
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof getMetrics>> {
    reply.header('cache-control', 'no-store').type(this.metrics.contentType);
    // Of one process alone: what cannot be summed is in it too.
    if (this.siblings.isAlone) return this.metrics.expose();
    return expositionOf((await this.siblings.ask('metrics')).answers);
  }
}
