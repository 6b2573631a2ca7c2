import { z } from 'zod';

const ofBooking = {
  recordLocator: z.string(),
  /** The event that it follows from. */
  causationId: z.string(),
  correlationId: z.string(),
};

/** What a timer tells to do. */
export const taskSchema = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('expire-hold'), ...ofBooking }),
  z.strictObject({
    step: z.literal('settle-payment'),
    ...ofBooking,
    paymentId: z.string(),
    method: z.string(),
  }),
  z.strictObject({ step: z.literal('refund-payment'), ...ofBooking, paymentId: z.string() }),
  z.strictObject({ step: z.literal('erase-key'), ...ofBooking }),
  /** What follows from a flight's cancellation. */
  z.strictObject({ step: z.literal('cancel-bookings'), streamId: z.string(), version: z.int() }),
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
