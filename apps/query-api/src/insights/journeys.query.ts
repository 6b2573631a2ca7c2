import type { AnswerOf, getJourneys } from '#contracts';
import { Query } from '@nestjs/cqrs';
import type { ReadHeaders } from '../cacheable.js';

export class JourneysQuery extends Query<AnswerOf<typeof getJourneys>> {
  constructor(readonly headers: ReadHeaders) {
    super();
  }
}
