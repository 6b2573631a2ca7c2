import { availabilityMessage, availabilityRow, sentAvailability } from '#contracts';
import { expect, it } from 'vitest';
import { availabilityView } from './availability.js';
import { folded, held, scheduled } from './sample-flight.spec.js';
import type { ViewRow } from './view.js';

const row: ViewRow<unknown> = {
  streamId: 'flight-UA1545-EWR-2026-12-05',
  generation: 1,
  version: 2,
  asOf: '2026-12-01T12:00:00.000Z',
  state: folded(availabilityView, scheduled, held('1A')),
};

it('reads a row that the view folded, with all that it has', () => {
  expect(availabilityRow.parse(JSON.parse(JSON.stringify(row)))).toEqual(row);
  expect(availabilityRow.parse({ ...row, state: null })).toEqual({ ...row, state: null });
});

it('reads no row of before seats stood in rows: its taken ones would be shown as free', () => {
  const before = { ...folded(availabilityView, scheduled, held('1A')), taken: undefined };
  expect(availabilityRow.safeParse({ ...row, state: before }).success).toBe(false);
  const message = availabilityMessage(availabilityRow.parse(row), 'log-1');
  const sent = { ...message, data: { ...message.data, state: before } };
  expect(() => sentAvailability(sent, 'log-1')).toThrow('taken');
});

it('reads no row of another form', () => {
  expect(availabilityRow.safeParse({ ...row, state: { flightId: 'UA1' } }).success).toBe(false);
  expect(availabilityRow.safeParse({ ...row, version: '2' }).success).toBe(false);
});
