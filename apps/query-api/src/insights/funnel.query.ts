import type { AnswerOf, getFunnel } from '#contracts';
import { Query } from '@nestjs/cqrs';
import type { ReadHeaders } from '../cacheable.js';

export class FunnelQuery extends Query<AnswerOf<typeof getFunnel>> {
  constructor(readonly headers: ReadHeaders) {
    super();
  }
}
