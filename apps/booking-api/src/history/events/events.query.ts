import type { AnswerOf, getEvents, RequestOf } from '#contracts';
import { Query } from '@nestjs/cqrs';

export class EventsQuery extends Query<AnswerOf<typeof getEvents>> {
  constructor(readonly asked: RequestOf<typeof getEvents>['query']) {
    super();
  }
}
