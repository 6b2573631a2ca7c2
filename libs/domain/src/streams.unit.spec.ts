import { expect, it } from 'vitest';
import { bookingStreamId, flightOfStream, flightStreamId } from './streams.js';

it('names the streams of flights and bookings', () => {
  expect(flightStreamId('UA1545-EWR-2026-12-05')).toBe('flight-UA1545-EWR-2026-12-05');
  expect(flightOfStream('flight-UA1545-EWR-2026-12-05')).toBe('UA1545-EWR-2026-12-05');
  expect(bookingStreamId('K7QX2M')).toBe('booking-K7QX2M');
});
