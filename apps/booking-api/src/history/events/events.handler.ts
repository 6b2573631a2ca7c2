import type { AnswerOf, getEvents, LogPosition } from '#contracts';
import { type Across, EventStore } from '#event-store';
import { invalid } from '#platform';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { toldEvent } from '../told-event.js';
import { EventsQuery } from './events.query.js';

@QueryHandler(EventsQuery)
export class EventsHandler implements IQueryHandler<EventsQuery> {
  constructor(private readonly eventStore: EventStore) {}

  /** @throws Problem `validation` where the page comes after an event that is none of these */
  async execute({ asked }: EventsQuery): Promise<AnswerOf<typeof getEvents>> {
    const across = acrossOf(asked);
    const { after, limit } = asked;
    const events = await this.eventStore.readAcross(across, {
      ...(after !== undefined && { after: await this.placeOf(across, after) }),
      limit,
    });
    return {
      events: events.map((event) => ({ streamId: event.streamId, ...toldEvent(event) })),
    };
  }

  private async placeOf(across: Across, eventId: string): Promise<LogPosition> {
    const place = await this.eventStore.placeAcross(across, eventId);
    if (place !== undefined) return place;
    throw invalid({ in: 'query', path: 'after', message: 'is the id of none of these events' });
  }
}

/** Its contract has one of them given. */
function acrossOf({ correlationId = '', recordLocator }: EventsQuery['asked']): Across {
  return recordLocator === undefined ? { correlationId } : { recordLocator };
}
