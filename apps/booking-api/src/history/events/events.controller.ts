import { type AnswerOf, getEvents, type RequestOf } from '#contracts';
import { Parsed, Route } from '#platform';
import { Controller, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { EventsQuery } from './events.query.js';

@Controller()
export class EventsController {
  constructor(private readonly queries: QueryBus) {}

  @Route(getEvents)
  async events(
    @Parsed(getEvents) { query }: RequestOf<typeof getEvents>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof getEvents>> {
    const answer = await this.queries.execute(new EventsQuery(query));
    reply.header('cache-control', 'private, no-store');
    return answer;
  }
}
