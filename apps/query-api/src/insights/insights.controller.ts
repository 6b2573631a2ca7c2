import {
  type AnswerOf,
  getFunnel,
  getJourneys,
  getLostSales,
  getTimeToTicket,
  type RequestOf,
} from '#contracts';
import { Parsed, Route } from '#platform';
import { Controller, Header } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { FunnelQuery } from './funnel.query.js';
import { TimeToTicketQuery } from './time-to-ticket.query.js';
import { JourneysQuery } from './journeys.query.js';
import { LostSalesQuery } from './lost-sales.query.js';

/** What the log tells of the business, for the operators. */
@Controller()
export class InsightsController {
  constructor(private readonly queries: QueryBus) {}

  @Route(getFunnel)
  @Header('Cache-Control', 'no-store')
  funnel(
    @Parsed(getFunnel) { headers }: RequestOf<typeof getFunnel>,
  ): Promise<AnswerOf<typeof getFunnel>> {
    return this.queries.execute(new FunnelQuery(headers));
  }

  @Route(getTimeToTicket)
  @Header('Cache-Control', 'no-store')
  timeToTicket(
    @Parsed(getTimeToTicket) { headers }: RequestOf<typeof getTimeToTicket>,
  ): Promise<AnswerOf<typeof getTimeToTicket>> {
    return this.queries.execute(new TimeToTicketQuery(headers));
  }

  @Route(getJourneys)
  @Header('Cache-Control', 'no-store')
  journeys(
    @Parsed(getJourneys) { headers }: RequestOf<typeof getJourneys>,
  ): Promise<AnswerOf<typeof getJourneys>> {
    return this.queries.execute(new JourneysQuery(headers));
  }

  @Route(getLostSales)
  @Header('Cache-Control', 'no-store')
  lostSales(
    @Parsed(getLostSales) { headers }: RequestOf<typeof getLostSales>,
  ): Promise<AnswerOf<typeof getLostSales>> {
    return this.queries.execute(new LostSalesQuery(headers));
  }
}
