/**
 * The command that records what a payment's provider answered first, whoever asked it: the request of
 * the traveller, its repeat, or the process manager after a crash.
 */
export function answerCommandId(paymentId: string): string {
  return `${paymentId} answer`;
}
