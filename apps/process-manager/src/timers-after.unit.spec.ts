import type { RecordedEvent } from '#contracts';
import { describe, expect, it } from 'vitest';
import { oldestAndNewest } from '../../../test/evolution/lives.js';
import { timersAfter } from './timers-after.js';

const recordedAt = '2026-12-01T12:00:00.000Z';
const amount = { amount: 19_400, currency: 'USD' };

function recorded(type: string, data: unknown): RecordedEvent {
  return {
    streamId: 'booking-K7QX2M',
    version: 2,
    type,
    schemaVersion: 1,
    data,
    metadata: { eventId: 'e', correlationId: 'c', actor: 'traveller', commandId: 'k' },
    recordedAt,
    hash: '',
  };
}

const ofBooking = { recordLocator: 'K7QX2M', causationId: 'e', correlationId: 'c' };

it.each(oldestAndNewest)(
  'the timers of $life are the same from its oldest versions as from its newest',
  ({ oldest, newest }) => {
    expect(oldest.flatMap(timersAfter)).toEqual(newest.flatMap(timersAfter));
  },
);

describe('the timers after', () => {
  it('a placing: the end of its hold', () => {
    const placed = recorded('BookingPlaced', {
      recordLocator: 'K7QX2M',
      segments: [],
      party: 1,
      passengers: { sealed: 'cGFzc2VuZ2Vycw' },
      contact: { sealed: 'Y29udGFjdA' },
      total: amount,
      holdExpiresAt: '2026-12-01T12:15:00.000Z',
    });
    expect(timersAfter(placed)).toEqual([
      {
        id: 'e expire-hold',
        task: { step: 'expire-hold', ...ofBooking },
        dueAt: '2026-12-01T12:15:00.000Z',
      },
    ]);
  });

  it('a request for payment: a look at whether it was answered', () => {
    const data = { paymentId: 'e', amount, method: 'tok_ok', requestedAt: recordedAt };
    expect(timersAfter(recorded('PaymentRequested', data))).toEqual([
      {
        id: 'e settle-payment',
        task: { step: 'settle-payment', ...ofBooking, paymentId: 'e', method: 'tok_ok' },
        dueAt: '2026-12-01T12:00:02.000Z',
      },
    ]);
  });

  it('a decline: the end of a hold that has waited for it', () => {
    expect(timersAfter(recorded('PaymentDeclined', { paymentId: 'p', reason: 'r' }))).toEqual([
      { id: 'e expire-hold', task: { step: 'expire-hold', ...ofBooking }, dueAt: recordedAt },
    ]);
  });

  it('a request for a refund: the refund, at once, and the end of a hold that has waited for the payment', () => {
    expect(timersAfter(recorded('RefundRequested', { paymentId: 'p', amount }))).toEqual([
      {
        id: 'e refund-payment',
        task: { step: 'refund-payment', ...ofBooking, paymentId: 'p' },
        dueAt: recordedAt,
      },
      { id: 'e expire-hold', task: { step: 'expire-hold', ...ofBooking }, dueAt: recordedAt },
    ]);
  });

  it('an erasure: that of its key, at once', () => {
    expect(timersAfter(recorded('BookingErased', {}))).toEqual([
      { id: 'e erase-key', task: { step: 'erase-key', ...ofBooking }, dueAt: recordedAt },
    ]);
  });

  it('a cancellation of a flight: that of its bookings', () => {
    const cancelled = {
      ...recorded('FlightCancelled', {}),
      streamId: 'flight-UA1545-EWR-2026-12-05',
    };
    const task = { step: 'cancel-bookings', streamId: cancelled.streamId, version: 2 };
    expect(timersAfter(cancelled)).toEqual([{ id: 'e cancel-bookings', task, dueAt: recordedAt }]);
  });

  it('an event that cannot be read: it is refused by its name', () => {
    expect(() => timersAfter(recorded('BookingPlaced', {}))).toThrow('booking-K7QX2M@2');
    expect(() => timersAfter(recorded('BookingUpgraded', {}))).toThrow('booking-K7QX2M@2');
  });

  it('anything else: none', () => {
    expect(timersAfter(recorded('BookingExpired', {}))).toEqual([]);
    expect(timersAfter(recorded('PaymentCaptured', { paymentId: 'p', amount }))).toEqual([]);
    const departed = {
      ...recorded('FlightDeparted', {}),
      streamId: 'flight-UA1545-EWR-2026-12-05',
    };
    expect(timersAfter(departed)).toEqual([]);
  });
});
