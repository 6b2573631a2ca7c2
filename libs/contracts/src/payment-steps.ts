/**
 * The command that records what a payment's provider answered first, whoever asked it: the request of
 * the traveller, its repeat, or the process manager after a crash.
 */
export function answerCommandId(paymentId: string): string {
  return `${paymentId} answer`;
}

/** The provider's key of a payment's refund: whoever asks for it, after whatever crash, asks for the same one. */
export function refundKey(paymentId: string): string {
  return `${paymentId} refund`;
}
