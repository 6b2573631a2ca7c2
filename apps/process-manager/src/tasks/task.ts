import { paymentMethod } from '#contracts';
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
    amount: z.strictObject({ amount: z.int(), currency: z.string() }),
    method: paymentMethod,
  }),
  z.strictObject({ step: z.literal('refund-payment'), ...ofBooking, paymentId: z.string() }),
  z.strictObject({
    step: z.literal('cancel-for-flight'),
    ...ofBooking,
    flightId: z.string(),
    reason: z.string(),
  }),
]);

export type Task = z.infer<typeof taskSchema>;

export type TaskOf<Step extends Task['step']> = Extract<Task, { step: Step }>;

/** Nothing: done, for good; or to be done again at `until` (RFC 3339 UTC). */
export type Done = { until: string } | undefined;
