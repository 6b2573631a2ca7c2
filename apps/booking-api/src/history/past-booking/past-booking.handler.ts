import { type BookingAnswer, bookingStreamId, renderBooking } from '#contracts';
import { EventStore } from '#event-store';
import { Vault } from '#vault';
import { bookingView } from '#views/folds';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { pastRow } from '../past-row.js';
import { PastBookingQuery } from './past-booking.query.js';

@QueryHandler(PastBookingQuery)
export class PastBookingHandler implements IQueryHandler<PastBookingQuery> {
  constructor(
    private readonly eventStore: EventStore,
    private readonly vault: Vault,
  ) {}

  /** A person who was erased since is erased in the past, too. */
  async execute({ recordLocator, asOf }: PastBookingQuery): Promise<BookingAnswer | undefined> {
    const streamId = bookingStreamId(recordLocator);
    const row = await pastRow(bookingView, this.eventStore.eventsUntil(streamId, asOf));
    if (row === undefined) return undefined;
    const { passengers, contact } = row.state;
    const opened = await this.vault.open(streamId, { passengers, contact });
    return renderBooking(row.state, row.version, opened);
  }
}
