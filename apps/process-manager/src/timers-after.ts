import { readBookingEvents, type RecordedEvent, topicOf, topics } from '#contracts';
import { type BookingEvent, plusSeconds, unreachable } from '#domain';
import type { Timer } from '#timers';
import type { Task } from './tasks/task.js';

/** The traveller's request settles its payment itself, unless it was cut off. */
const settleAfterSeconds = 2;

/**
 * The timers that follow from an event, by ids that a repeat of the event repeats.
 *
 * @throws UnreadableEvent
 */
export function timersAfter(recorded: RecordedEvent): Timer[] {
  const { streamId, version, type } = recorded;
  if (topicOf(streamId) === topics.bookings) {
    return readBookingEvents(recorded).flatMap((event) => timersOfBooking(recorded, event));
  }
  if (type !== 'FlightCancelled') return [];
  return [timerFor(recorded, { step: 'cancel-bookings', streamId, version })];
}

function timersOfBooking(recorded: RecordedEvent, event: BookingEvent): Timer[] {
  const { streamId, metadata, recordedAt } = recorded;
  const ofBooking = {
    recordLocator: streamId.slice('booking-'.length),
    causationId: metadata.eventId,
    correlationId: metadata.correlationId,
  };
  const timer = (task: Task, dueAt?: string) => [timerFor(recorded, task, dueAt)];
  // Waits for the payment no more: the hold may have run out meanwhile.
  const endOfHold = timer({ step: 'expire-hold', ...ofBooking });
  switch (event.type) {
    case 'BookingPlaced':
      return timer({ step: 'expire-hold', ...ofBooking }, event.data.holdExpiresAt);
    case 'PaymentRequested': {
      const { paymentId, method } = event.data;
      return timer(
        { step: 'settle-payment', ...ofBooking, paymentId, method },
        plusSeconds(recordedAt, settleAfterSeconds),
      );
    }
    case 'PaymentDeclined':
      return endOfHold;
    case 'RefundRequested': {
      const { paymentId } = event.data;
      return [...timer({ step: 'refund-payment', ...ofBooking, paymentId }), ...endOfHold];
    }
    case 'BookingErased':
      return timer({ step: 'erase-key', ...ofBooking });
    case 'BookingTicketed':
    case 'SeatChanged':
    case 'PassengersCheckedIn':
    case 'BoardingPassesIssued':
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

function timerFor(
  { metadata, recordedAt }: RecordedEvent,
  task: Task,
  dueAt: string = recordedAt,
): Timer {
  return { id: `${metadata.eventId} ${task.step}`, task, dueAt };
}
