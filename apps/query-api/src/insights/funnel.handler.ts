import type { AnswerOf, getFunnel } from '#contracts';
import { journeyView } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { CaughtUp } from '../caught-up.js';
import { FunnelQuery } from './funnel.query.js';

@QueryHandler(FunnelQuery)
export class FunnelHandler implements IQueryHandler<FunnelQuery> {
  constructor(
    private readonly views: PostgresViewStore,
    private readonly caughtUp: CaughtUp,
  ) {}

  async execute({ headers }: FunnelQuery): Promise<AnswerOf<typeof getFunnel>> {
    await this.caughtUp.with(journeyView, headers);
    return { steps: await this.views.funnel() };
  }
}
