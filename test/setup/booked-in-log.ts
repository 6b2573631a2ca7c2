import { randomUUID } from 'node:crypto';
import { BookingCommands, type CommandToBooking } from '#commands';
import { flightStates, flightStreamId, versioned } from '#contracts';
import { cancelBooking, placeBooking } from '#domain';
import type { EventStore } from '#event-store';
import { expect } from 'vitest';

const by = { correlationId: 'test', actor: 'test' };

/**
 * Places a booking, in economy, without the application.
 *
 * @param party how many seats on each of the flights
 */
export async function placeInLog(
  eventStore: EventStore,
  recordLocator: string,
  flightIds: readonly string[],
  party = 1,
): Promise<void> {
  const { outcome } = await eventStore.handle({
    ...{ ...by, commandId: `place ${recordLocator}`, streamIds: flightIds.map(flightStreamId) },
    decide: ({ streams, now }) => {
      const segments = flightIds.map((flightId) => ({ flightId, cabin: 'economy' as const }));
      const sealed = { passengers: { sealed: 'cGFz' }, contact: { sealed: 'Y29u' } };
      const command = { recordLocator, segments, party, ...sealed, now, holdSeconds: 900 };
      return versioned(placeBooking(command, flightStates(streams)));
    },
  });
  expect(outcome).toBe('handled');
}

/** Has a command of a booking decided and appended without the application. */
export async function commandInLog<Refusal>(
  eventStore: EventStore,
  recordLocator: string,
  decide: CommandToBooking<Refusal>['decide'],
): Promise<void> {
  const command = { ...by, recordLocator, commandId: randomUUID(), decide };
  const { outcome } = await new BookingCommands(eventStore).handle(command);
  expect(outcome).toBe('handled');
}

export function cancelInLog(eventStore: EventStore, recordLocator: string): Promise<void> {
  return commandInLog(eventStore, recordLocator, ({ booking, flights, now }) =>
    cancelBooking({ now }, booking, flights),
  );
}
