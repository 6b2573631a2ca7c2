import type { AnswerOf, getEvents } from '#contracts';
import { type Across, EventStore } from '#event-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { toldEvent } from '../told-event.js';
import { EventsQuery } from './events.query.js';

@QueryHandler(EventsQuery)
export class EventsHandler implements IQueryHandler<EventsQuery> {
  constructor(private readonly eventStore: EventStore) {}

  async execute({ asked }: EventsQuery): Promise<AnswerOf<typeof getEvents>> {
    const events = await this.eventStore.readAcross(acrossOf(asked), asked);
    return {
      events: events.map((event) => ({ streamId: event.streamId, ...toldEvent(event) })),
    };
  }
}

/** Its contract has one of them given. */
function acrossOf({ correlationId = '', recordLocator }: EventsQuery['asked']): Across {
  return recordLocator === undefined ? { correlationId } : { recordLocator };
}
