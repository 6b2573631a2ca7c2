import { describe, expect, it } from 'vitest';
import type { LoggedEvent } from '../recorded-event.js';
import { UnreadableEvent } from './read-event.js';
import { trustedBookingEvent, trustedFlightEvent } from './trusted-event.js';

const streamId = 'flight-UA1545-EWR-2026-12-05';
const departed = {
  ...{ streamId, version: 2, type: 'FlightDeparted', schemaVersion: 1 },
  data: { occurredAt: '2026-12-05T13:45:00.000Z' },
};

describe('an event that the event store loaded', () => {
  it('is folded as it is, its data not parsed again', () => {
    const event: LoggedEvent = { ...departed, data: { occurredAt: 'never parsed' } };
    expect(trustedFlightEvent(event)).toBe(event);
  });

  it.each([
    ['an unknown type', trustedFlightEvent, { ...departed, type: 'FlightPainted' }, /type/],
    ['a newer version', trustedFlightEvent, { ...departed, schemaVersion: 2 }, /schemaVersion/],
    [
      'a type of other streams',
      trustedFlightEvent,
      { ...departed, type: 'BookingExpired' },
      /type/,
    ],
    ['a type of other streams', trustedBookingEvent, departed, /type/],
  ])('is refused by name: %s', (_, trusted, event, reason) => {
    expect(() => trusted(event)).toThrow(UnreadableEvent);
    expect(() => trusted(event)).toThrow(/^flight-UA1545-EWR-2026-12-05@2/);
    expect(() => trusted(event)).toThrow(reason);
  });
});
