import { type AvailabilityAnswer, flightStreamId } from '#contracts';
import { EventStore } from '#event-store';
import { availabilityView, renderAvailability } from '#views/folds';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { pastRow } from '../past-row.js';
import { PastAvailabilityQuery } from './past-availability.query.js';

@QueryHandler(PastAvailabilityQuery)
export class PastAvailabilityHandler implements IQueryHandler<PastAvailabilityQuery> {
  constructor(private readonly eventStore: EventStore) {}

  async execute({
    flightId,
    asOf,
  }: PastAvailabilityQuery): Promise<AvailabilityAnswer | undefined> {
    const events = this.eventStore.eventsUntil(flightStreamId(flightId), asOf);
    const row = await pastRow(availabilityView, events);
    return row && renderAvailability(row);
  }
}
