import { type AnswerOf, getTrialBalance, type RequestOf } from '#contracts';
import { Parsed, Route } from '#platform';
import { Controller, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { TrialBalanceQuery } from './trial-balance.query.js';

@Controller()
export class TrialBalanceController {
  constructor(private readonly queries: QueryBus) {}

  @Route(getTrialBalance)
  async trialBalance(
    @Parsed(getTrialBalance) _: RequestOf<typeof getTrialBalance>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof getTrialBalance>> {
    const answer = await this.queries.execute(new TrialBalanceQuery());
    reply.header('cache-control', 'private, no-store');
    return answer;
  }
}
