import type { AnswerOf, getLostSales } from '#contracts';
import { Query } from '@nestjs/cqrs';
import type { ReadHeaders } from '../cacheable.js';

export class LostSalesQuery extends Query<AnswerOf<typeof getLostSales>> {
  constructor(readonly headers: ReadHeaders) {
    super();
  }
}
