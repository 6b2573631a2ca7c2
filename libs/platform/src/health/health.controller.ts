import { getLive, getReady, type HealthAnswer } from '#contracts';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Route } from '../http/route.js';
import { Health } from './health.js';

@Controller()
export class HealthController {
  constructor(private readonly health: Health) {}

  @Route(getLive)
  live(): HealthAnswer {
    return { status: 'ok', parts: {} };
  }

  @Route(getReady)
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthAnswer> {
    const answer = await this.health.look();
    if (answer.status !== 'ok') reply.status(503);
    return answer;
  }
}
