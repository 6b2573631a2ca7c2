import type { AnswerOf, getJourneys } from '#contracts';
import { journeyView } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { CaughtUp } from '../caught-up.js';
import { JourneysQuery } from './journeys.query.js';

const mostJourneys = 100;

@QueryHandler(JourneysQuery)
export class JourneysHandler implements IQueryHandler<JourneysQuery> {
  constructor(
    private readonly views: PostgresViewStore,
    private readonly caughtUp: CaughtUp,
  ) {}

  async execute({ headers }: JourneysQuery): Promise<AnswerOf<typeof getJourneys>> {
    await this.caughtUp.with(journeyView, headers);
    return { journeys: await this.views.journeys(mostJourneys) };
  }
}
