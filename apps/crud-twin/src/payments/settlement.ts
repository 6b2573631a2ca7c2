import { refundKey } from '#contracts';
import { PaymentProvider, type ProviderAnswer } from '#payment';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { flightIdsOf, hasEnded, lockBooking } from '../bookings/bookings.js';
import { writeBooking } from '../bookings/end-booking.js';
import { ticketsFor } from '../bookings/tickets.js';
import { instantOfWrite, isOpenForSale, lockFlights, raiseVersions } from '../flights/flights.js';
import { Booking, Payment, Ticket } from '../tables/booking.entity.js';
import { TakenSeat } from '../tables/flight.entity.js';

export type AskedPayment = Pick<Payment, 'paymentId' | 'recordLocator' | 'amount' | 'method'>;

/** What follows from the provider's answer: captured money becomes tickets, or is to be given back. */
@Injectable()
export class Settlement {
  constructor(
    private readonly tables: DataSource,
    private readonly provider: PaymentProvider,
  ) {}

  /**
   * Asks outside of any transaction; the provider charges once under the payment's id, however often it is asked. Of a
   * booking that has ended no money is taken that was not asked for yet.
   */
  async ask(payment: AskedPayment): Promise<ProviderAnswer> {
    const { paymentId, recordLocator, amount, method } = payment;
    const booking = await this.tables.manager.findOneOrFail(Booking, {
      select: { recordLocator: true, status: true },
      where: { recordLocator },
    });
    if (hasEnded(booking)) return this.provider.withdraw(paymentId);
    const money = { amount, currency: 'USD' };
    return this.provider.capture({ idempotencyKey: paymentId, amount: money, method });
  }

  /** @param then is done in the same transaction, with the booking locked */
  settle<Result>(
    { paymentId, recordLocator }: Pick<Payment, 'paymentId' | 'recordLocator'>,
    answer: ProviderAnswer,
    then: (manager: EntityManager, booking: Booking, payment: Payment) => Promise<Result>,
  ): Promise<Result> {
    return this.tables.transaction(async (manager) => {
      const booking = await lockBooking(manager, recordLocator);
      const payment = booking.payments.find((each) => each.paymentId === paymentId);
      if (payment === undefined) throw new Error(`${recordLocator} has no payment ${paymentId}`);
      await record(manager, booking, payment, answer);
      return then(manager, booking, payment);
    });
  }

  /** Gives back what was captured under a payment, and writes it down. */
  async refund({ paymentId, recordLocator }: Payment): Promise<void> {
    await this.provider.refund({ idempotencyKey: refundKey(paymentId), charge: paymentId });
    await this.tables.transaction(async (manager) => {
      const booking = await lockBooking(manager, recordLocator);
      const asked = { paymentId, status: 'refund-requested' as const };
      const { affected } = await manager.update(Payment, asked, { status: 'refunded' });
      if (affected === 1) await writeBooking(manager, booking);
    });
  }
}

/** Settled already, or as little known as before: nothing to change. */
async function record(
  manager: EntityManager,
  booking: Booking,
  payment: Payment,
  answer: ProviderAnswer,
): Promise<void> {
  const isUnderWay = payment.status === 'requested' || payment.status === 'unresolved';
  if (!isUnderWay || answer.outcome === payment.status) return;
  const isTicketed = answer.outcome === 'captured' && (await ticket(manager, booking));
  payment.status =
    answer.outcome === 'captured' && !isTicketed ? 'refund-requested' : answer.outcome;
  const { paymentId, status } = payment;
  await manager.update(Payment, { paymentId }, { status });
  await writeBooking(manager, booking, isTicketed ? { status: 'ticketed' } : {});
}

/** Sells the seats of every segment, or of none. A hold that has run out but was not swept still has its seats. */
async function ticket(manager: EntityManager, booking: Booking): Promise<boolean> {
  if (booking.status !== 'held') return false;
  const { recordLocator } = booking;
  const flightIds = flightIdsOf(booking);
  const flights = await lockFlights(manager, flightIds);
  const now = instantOfWrite(flights.values());
  if (![...flights.values()].every((flight) => isOpenForSale(flight, now))) return false;
  await manager.update(TakenSeat, { recordLocator }, { state: 'sold' });
  await raiseVersions(manager, flightIds, now);
  const tickets = ticketsFor(booking);
  await manager.insert(Ticket, tickets);
  booking.tickets = tickets.map((each) => manager.create(Ticket, each));
  return true;
}
