import { getLive, getReady, healthAnswer, type HealthAnswer } from '#contracts';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Route } from '../http/route.js';
import { Siblings } from '../workers/siblings.js';
import { healthOfAll } from './health-of-all.js';
import { Health } from './health.js';

@Controller()
export class HealthController {
  constructor(
    health: Health,
    private readonly siblings: Siblings,
  ) {
    siblings.answerBy('health', () => health.look());
  }

  @Route(getLive)
  live(): HealthAnswer {
    return { status: 'ok', parts: {} };
  }

  @Route(getReady)
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthAnswer> {
    const { answers, missing } = await this.siblings.ask('health');
    const answer = healthOfAll(
      answers.map((each) => healthAnswer.parse(each)),
      missing,
    );
    if (answer.status !== 'ok') reply.status(503);
    return answer;
  }
}
