import type { AnswerOf, getTimeToTicket } from '#contracts';
import { journeyView } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { CaughtUp } from '../caught-up.js';
import { TimeToTicketQuery } from './time-to-ticket.query.js';

@QueryHandler(TimeToTicketQuery)
export class TimeToTicketHandler implements IQueryHandler<TimeToTicketQuery> {
  constructor(
    private readonly views: PostgresViewStore,
    private readonly caughtUp: CaughtUp,
  ) {}

  async execute({ headers }: TimeToTicketQuery): Promise<AnswerOf<typeof getTimeToTicket>> {
    await this.caughtUp.with(journeyView, headers);
    return this.views.timeToTicket();
  }
}
