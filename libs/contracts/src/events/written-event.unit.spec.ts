import { expect, it } from 'vitest';
import { withSchemaVersion } from './written-event.js';

const occurredAt = '2026-12-05T13:45:00.000Z';

it('an event is written in the version of its schema', () => {
  const departed = { type: 'FlightDeparted' as const, data: { occurredAt } };
  expect(withSchemaVersion(departed)).toEqual({ ...departed, schemaVersion: 1 });
});

it.each([
  ['an instant that is none', { occurredAt: 'noon' }],
  ['a property that nobody knows', { occurredAt, hat: 1 }],
])('an event is not written without the form of its type: %s', (_, data) => {
  expect(() => withSchemaVersion({ type: 'FlightDeparted', data })).toThrow(/occurredAt|hat/);
});
