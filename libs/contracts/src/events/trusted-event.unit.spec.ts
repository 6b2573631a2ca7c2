import { describe, expect, it } from 'vitest';
import type { LoggedEvent } from '../recorded-event.js';
import { trustedBookingEvents, trustedFlightEvents } from './trusted-event.js';
import { UnreadableEvent } from './unreadable-event.js';

const streamId = 'flight-UA1545-EWR-2026-12-05';
const departed = {
  ...{ streamId, version: 2, type: 'FlightDeparted', schemaVersion: 1 },
  data: { occurredAt: '2026-12-05T13:45:00.000Z' },
};

describe('an event that the event store loaded', () => {
  it('is folded as it is, its data not parsed again', () => {
    const event: LoggedEvent = { ...departed, data: { occurredAt: 'never parsed' } };
    const [told] = trustedFlightEvents(event);
    expect(told).toBe(event);
  });

  it('of an older version is parsed, and folded in the newest', () => {
    const event = { ...departed, type: 'FlightDelayed' };
    expect(() => trustedFlightEvents(event)).toThrow(/minutes/);
  });

  it.each([
    [
      'an unknown type',
      trustedFlightEvents,
      { ...departed, type: 'FlightPainted' },
      /no such type/,
    ],
    ['a newer version', trustedFlightEvents, { ...departed, schemaVersion: 2 }, /up to version 1/],
    [
      'a type of other streams',
      trustedFlightEvents,
      { ...departed, type: 'BookingExpired' },
      /no such type/,
    ],
    ['a type of other streams', trustedBookingEvents, departed, /no such type/],
  ])('is refused by name: %s', (_, trusted, event, reason) => {
    expect(() => trusted(event)).toThrow(UnreadableEvent);
    expect(() => trusted(event)).toThrow(/^flight-UA1545-EWR-2026-12-05@2/);
    expect(() => trusted(event)).toThrow(reason);
  });
});
