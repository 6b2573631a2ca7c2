import { randomBytes } from 'node:crypto';
import { flightStates, type PlaceBookingRequest, versioned } from '#contracts';
import {
  bookingStreamId,
  flightStreamId,
  placeBooking,
  type PlaceBookingRefusal,
  recordLocatorFrom,
} from '#domain';
import { EventStore } from '#event-store';
import { Vault } from '#vault';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { BookingSettings } from '../../booking-settings.js';
import { bookingIn, type HandledBooking } from '../handled-booking.js';
import { Refusals } from '../refusals/refusals.js';
import { PlaceBookingCommand } from './place-booking.command.js';
import { placeBookingProblem } from './place-booking.problem.js';

@CommandHandler(PlaceBookingCommand)
export class PlaceBookingHandler implements ICommandHandler<PlaceBookingCommand> {
  constructor(
    private readonly eventStore: EventStore,
    private readonly vault: Vault,
    private readonly settings: BookingSettings,
    private readonly refusals: Refusals,
  ) {}

  async execute({ request, requested }: PlaceBookingCommand): Promise<HandledBooking> {
    const { holdSeconds } = this.settings;
    const party = request.passengers.length;
    const handled = await this.eventStore.handle<PlaceBookingRefusal>({
      ...requested,
      streamIds: request.segments.map(({ flightId }) => flightStreamId(flightId)),
      decide: ({ streams, now }) => {
        // Where another booking has the record locator, this is decided again, with a new one.
        const { key, sealed } = this.seal(request);
        const command = { ...request, ...sealed, party, now, holdSeconds };
        const decision = versioned(placeBooking(command, flightStates(streams)));
        return decision.accepted ? { ...decision, keys: [key] } : decision;
      },
    });
    if (handled.outcome === 'refused') {
      this.refusals.note(handled.refusal, request.segments, handled.now);
    }
    const placed = bookingIn(handled, placeBookingProblem);
    const { passengers, contact } = request;
    return placed.replayed ? placed : { ...placed, told: { passengers, contact } };
  }

  private seal({ passengers, contact }: PlaceBookingRequest) {
    const recordLocator = recordLocatorFrom(randomBytes(6));
    const key = this.vault.createKey(bookingStreamId(recordLocator));
    const sealed = {
      recordLocator,
      passengers: key.seal('passengers', passengers),
      contact: key.seal('contact', contact),
    };
    return { key, sealed };
  }
}
