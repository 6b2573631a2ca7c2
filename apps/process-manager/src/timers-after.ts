import { paymentMethod, readBookingEvent, type RecordedEvent } from '#contracts';
import { plusSeconds, unreachable } from '#domain';
import type { Timer } from '#timers';
import type { Task } from './tasks/task.js';

/** The traveller's request settles its payment itself, unless it was cut off. */
const settleAfterSeconds = 2;

/** The timers that follow from an event of a booking, by ids that a repeat of the event repeats. */
export function timersAfter(recorded: RecordedEvent): Timer[] {
  const { streamId, metadata, recordedAt } = recorded;
  const ofBooking = {
    recordLocator: streamId.slice('booking-'.length),
    causationId: metadata.eventId,
    correlationId: metadata.correlationId,
  };
  const timer = (task: Task, dueAt: string): Timer[] => [
    { id: `${metadata.eventId} ${task.step}`, task, dueAt },
  ];
  const event = readBookingEvent(recorded);
  switch (event.type) {
    case 'BookingPlaced':
      return timer({ step: 'expire-hold', ...ofBooking }, event.data.holdExpiresAt);
    case 'PaymentRequested': {
      const { amount, method } = event.data;
      return timer(
        { step: 'settle-payment', ...ofBooking, amount, method: paymentMethod.parse(method) },
        plusSeconds(recordedAt, settleAfterSeconds),
      );
    }
    case 'PaymentDeclined':
      // The hold may have run out meanwhile, and waits for this payment no more.
      return timer({ step: 'expire-hold', ...ofBooking }, recordedAt);
    case 'RefundRequested': {
      const { paymentId } = event.data;
      return timer({ step: 'refund-payment', ...ofBooking, paymentId }, recordedAt);
    }
    case 'BookingTicketed':
    case 'SeatChanged':
    case 'PassengersCheckedIn':
    case 'BookingCancelled':
    case 'BookingExpired':
    case 'PaymentCaptured':
    case 'PaymentUnresolved':
    case 'PaymentRefunded':
      return [];
    default:
      return unreachable(event);
  }
}
