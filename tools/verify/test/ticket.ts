import { randomUUID } from 'node:crypto';
import { BookingCommands, type CommandToBooking } from '#commands';
import { requestPayment, settlePayment } from '#domain';
import type { EventStore } from '#event-store';
import { expect } from 'vitest';

/** Has a booking paid and ticketed, as if a provider had captured the money: only the log is wanted. */
export async function ticket(eventStore: EventStore, recordLocator: string): Promise<void> {
  const commands = new BookingCommands(eventStore);
  async function handle<Refusal>(decide: CommandToBooking<Refusal>['decide']): Promise<void> {
    const command = { recordLocator, commandId: randomUUID(), correlationId: 'test' };
    const { outcome } = await commands.handle({ ...command, actor: 'test', decide });
    expect(outcome).toBe('handled');
  }
  const paymentId = randomUUID();
  await handle(({ booking, flights, now }) =>
    requestPayment({ paymentId, method: 'tok_ok', now }, booking, flights),
  );
  const answer = { outcome: 'captured' } as const;
  await handle(({ booking, flights, now }) =>
    settlePayment({ paymentId, answer, now }, booking, flights),
  );
}
