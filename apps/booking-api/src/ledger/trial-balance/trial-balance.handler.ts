import type { AnswerOf, getTrialBalance } from '#contracts';
import { isBalanced } from '#domain';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Ledger } from '../ledger.js';
import { TrialBalanceQuery } from './trial-balance.query.js';

@QueryHandler(TrialBalanceQuery)
export class TrialBalanceHandler implements IQueryHandler<TrialBalanceQuery> {
  constructor(private readonly ledger: Ledger) {}

  async execute(): Promise<AnswerOf<typeof getTrialBalance>> {
    const accounts = await this.ledger.trialBalance();
    return { accounts, balanced: isBalanced(accounts) };
  }
}
