import { randomUUID } from 'node:crypto';
import { type BookingAnswer, bookingAnswer, type PaymentMethod } from '#contracts';
import { Problem, type RequestedCommand } from '#platform';
import { HttpStatus, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { flightClosed, holdExpired, tooMany } from '../bookings/booking-problems.js';
import { flightIdsOf, hasExpired, lockBooking } from '../bookings/bookings.js';
import { writeBooking } from '../bookings/end-booking.js';
import { renderBooking } from '../bookings/render-booking.js';
import { isOpenForSale } from '../flights/flights.js';
import { type Booking, Payment, type PaymentStatus } from '../tables/booking.entity.js';
import { Flight } from '../tables/flight.entity.js';
import { IdempotencyKey } from '../tables/idempotency-key.entity.js';
import { type Answered, claimKey, keepAnswer, replay } from '../writes/idempotent-writes.js';
import { Settlement } from './settlement.js';

const mostPayments = 20;

const paymentRequired: number = HttpStatus.PAYMENT_REQUIRED;

/** A booking as its payment's answer left it. */
export interface AnsweredPayment extends Answered<BookingAnswer> {
  paymentId: string;
  /** By this answer, whatever became of it later. */
  isDeclined: boolean;
}

/** Two transactions with the provider between them: a repeat finds the first's payment, and goes on from there. */
@Injectable()
export class PayBooking {
  constructor(
    private readonly tables: DataSource,
    private readonly settlement: Settlement,
  ) {}

  async pay(
    recordLocator: string,
    method: PaymentMethod,
    requested: RequestedCommand,
  ): Promise<AnsweredPayment> {
    const payment = await this.tables.transaction(async (manager) => {
      const kept = await claimKey(manager, requested);
      const { commandId } = requested;
      if (kept !== undefined) return manager.findOneByOrFail(Payment, { commandId });
      const booking = await lockBooking(manager, recordLocator);
      return requestPayment(manager, booking, method, commandId);
    });
    return this.answer(payment);
  }

  private async answer(payment: Payment): Promise<AnsweredPayment> {
    const { paymentId, commandId } = payment;
    const outcome = await this.settlement.ask(payment);
    const answered = await this.settlement.settle(payment, outcome, (manager, booking, settled) =>
      answerOnce(manager, commandId, httpStatusOf(settled.status), booking),
    );
    const isDeclined = answered.status === paymentRequired;
    return { ...answered, paymentId, isDeclined };
  }
}

/** The first answer stays: others ask under the same key meanwhile. */
async function answerOnce(
  manager: EntityManager,
  commandId: string,
  status: HttpStatus,
  booking: Booking,
): Promise<Answered<BookingAnswer>> {
  const kept = await manager.findOneByOrFail(IdempotencyKey, { commandId });
  if (kept.status !== null) return replay(kept, bookingAnswer);
  const answer = { status, body: renderBooking(booking) };
  await keepAnswer(manager, { commandId }, answer);
  return { ...answer, replayed: false };
}

function httpStatusOf(status: PaymentStatus): HttpStatus {
  if (status === 'declined') return HttpStatus.PAYMENT_REQUIRED;
  return status === 'unresolved' ? HttpStatus.ACCEPTED : HttpStatus.OK;
}

/** @throws Problem `hold-expired`, `booking-state` or `flight-closed` */
async function requestPayment(
  manager: EntityManager,
  booking: Booking,
  method: PaymentMethod,
  commandId: string,
): Promise<Payment> {
  const { recordLocator, status, payments, total } = booking;
  const now = new Date();
  if (status === 'expired') throw holdExpired(booking);
  if (status !== 'held') {
    throw new Problem('booking-state', `it is ${status}: only a held booking can be paid`);
  }
  if (payments.some((payment) => payment.status !== 'declined')) {
    throw new Problem('booking-state', 'a payment of it is pending');
  }
  if (hasExpired(booking, now)) throw holdExpired(booking);
  if (payments.length >= mostPayments) throw tooMany('payments', mostPayments);
  const flights = await manager.findBy(Flight, { flightId: In(flightIdsOf(booking)) });
  const closed = flights.find((flight) => !isOpenForSale(flight, now));
  if (closed !== undefined) throw flightClosed(closed);

  const payment = manager.create(Payment, {
    ...{ paymentId: randomUUID(), recordLocator, position: payments.length, commandId },
    ...{ method, amount: total, status: 'requested', requestedAt: now },
  });
  await manager.insert(Payment, payment);
  await writeBooking(manager, booking);
  return payment;
}
