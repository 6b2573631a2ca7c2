import { z } from 'zod';

const ofBooking = {
  recordLocator: z.string(),
  /** The event that it follows from. */
  causationId: z.string(),
  correlationId: z.string(),
};

const anEvent = { streamId: z.string(), version: z.int() };

/** What a timer tells to do. */
export const taskSchema = z.discriminatedUnion('step', [
  /** What follows from an event that could not be read when it came. */
  z.strictObject({ step: z.literal('follow-event'), ...anEvent }),
  z.strictObject({ step: z.literal('expire-hold'), ...ofBooking }),
  z.strictObject({
    step: z.literal('settle-payment'),
    ...ofBooking,
    paymentId: z.string(),
    method: z.string(),
  }),
  z.strictObject({ step: z.literal('refund-payment'), ...ofBooking, paymentId: z.string() }),
  /** What follows from a flight's cancellation. */
  z.strictObject({ step: z.literal('cancel-bookings'), ...anEvent }),
  z.strictObject({
    step: z.literal('cancel-for-flight'),
    ...ofBooking,
    flightId: z.string(),
    reason: z.string(),
  }),
]);

export type Task = z.infer<typeof taskSchema>;

export type TaskOf<Step extends Task['step']> = Extract<Task, { step: Step }>;

/** When a task is to be done again (RFC 3339 UTC); undefined when it is done for good. */
export type ComeAgain = { at: string } | undefined;
