import { randomBytes } from 'node:crypto';
import { withSchemaVersion } from '#contracts';
import type { CommandToAppend, Loaded } from '#event-store';
import { EventStore } from '#event-store';
import type { PlaceBooking } from '#domain';
import { bookingStreamId, flightStreamId, placeBooking, recordLocatorFrom } from '#domain';
import { Problem } from '#platform';
import { Vault } from '#vault';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { BookingSettings } from '../../booking-settings.js';
import { Turns } from '../../turns.js';
import { placedBefore } from './placed-before.js';
import { PlaceBookingCommand, type PlacedBooking } from './place-booking.command.js';
import { refusal } from './refusal.js';
import { flightStates } from './flight-states.js';

/** Rounds of load, decide, append that other processes may spoil before the client is told to come again. */
const rounds = 100;

@CommandHandler(PlaceBookingCommand)
export class PlaceBookingHandler implements ICommandHandler<PlaceBookingCommand> {
  constructor(
    private readonly eventStore: EventStore,
    private readonly vault: Vault,
    private readonly turns: Turns,
    private readonly settings: BookingSettings,
  ) {}

  async execute(command: PlaceBookingCommand): Promise<PlacedBooking> {
    const streamIds = command.request.segments.map(({ flightId }) => flightStreamId(flightId));
    return this.turns.take([...streamIds, command.requested.commandId], async () => {
      for (let round = 0; round < rounds; round += 1) {
        const loaded = await this.eventStore.load(streamIds, command.requested.commandId);
        if (loaded.written.length > 0)
          return placedBefore(loaded.written, command.requested.requestDigest);
        const placed = await this.decide(command, loaded);
        if (placed !== undefined) return placed;
      }
      throw new Problem('unavailable', 'too many bookings of these flights at once');
    });
  }

  /** Undefined when another process was quicker: decide again on what it wrote. */
  private async decide(
    { request, requested }: PlaceBookingCommand,
    { streams, now }: Loaded,
  ): Promise<PlacedBooking | undefined> {
    const recordLocator = recordLocatorFrom(randomBytes(6));
    const key = this.vault.createKey(bookingStreamId(recordLocator));
    const place: PlaceBooking = {
      ...request,
      recordLocator,
      party: request.passengers.length,
      passengers: key.seal('passengers', request.passengers),
      contact: key.seal('contact', request.contact),
      now,
      holdSeconds: this.settings.holdSeconds,
    };
    const flights = flightStates(streams);
    const decision = placeBooking(place, flights);
    if (!decision.accepted) throw refusal(decision.refusal, streams);

    const claimed = [...streams].map(([streamId, events]) => ({
      streamId,
      expectedVersion: events.length,
    }));
    const append: CommandToAppend = {
      commandId: requested.commandId,
      requestDigest: requested.requestDigest,
      streams: [{ streamId: bookingStreamId(recordLocator), expectedVersion: 0 }, ...claimed],
      events: decision.events.map(({ streamId, event }) => ({
        streamId,
        ...withSchemaVersion(event),
        metadata: { correlationId: requested.correlationId, actor: 'traveller' },
      })),
    };
    if (!(await this.vault.keep(key))) return undefined;
    const result = await this.eventStore.append([append]);
    if (result.outcome !== 'appended') return undefined;
    const placed = decision.events.find(({ event }) => event.type === 'BookingPlaced')?.event;
    if (placed?.type !== 'BookingPlaced') throw new Error('a placement without BookingPlaced');
    const booking = { ...placed.data, status: 'held' as const, payments: [] };
    return { booking, versions: result.versions, replayed: false };
  }
}
