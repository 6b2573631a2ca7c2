import type { AnswerOf, getLostSales } from '#contracts';
import { lostSalesView } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { CaughtUp } from '../caught-up.js';
import { LostSalesQuery } from './lost-sales.query.js';

const mostCounts = 1_000;

@QueryHandler(LostSalesQuery)
export class LostSalesHandler implements IQueryHandler<LostSalesQuery> {
  constructor(
    private readonly views: PostgresViewStore,
    private readonly caughtUp: CaughtUp,
  ) {}

  async execute({ headers }: LostSalesQuery): Promise<AnswerOf<typeof getLostSales>> {
    await this.caughtUp.with(lostSalesView, headers);
    return { flights: await this.views.lostSales(mostCounts) };
  }
}
