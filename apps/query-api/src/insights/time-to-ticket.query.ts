import type { AnswerOf, getTimeToTicket } from '#contracts';
import { Query } from '@nestjs/cqrs';
import type { ReadHeaders } from '../cacheable.js';

export class TimeToTicketQuery extends Query<AnswerOf<typeof getTimeToTicket>> {
  constructor(readonly headers: ReadHeaders) {
    super();
  }
}
