import { setTimeout as pause } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource, In, LessThanOrEqual } from 'typeorm';
import { flightIdsOf, hasEnded, lockBooking } from './bookings/bookings.js';
import { endBooking } from './bookings/end-booking.js';
import { instantOfWrite, lockFlights } from './flights/flights.js';
import { Settlement } from './payments/settlement.js';
import { Booking, Payment } from './tables/booking.entity.js';
import { TakenSeat } from './tables/flight.entity.js';

const everyMs = 500;
/** In one look, of each kind. */
const atOnce = 100;
/** A payment puts the end of its hold off for no longer than that from its request on. */
const suspendedMs = 15 * 60 * 1000;
/** Until then who has asked for a payment is asking the provider. */
const askedMs = 10_000;

/**
 * Does what has come due, which the tables themselves tell: holds that have run out, payments whose end is not known,
 * refunds, bookings of cancelled flights. Whatever it finds it looks at again under the booking's lock, since every process
 * of the twin sweeps.
 */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Sweeper.name);
  private readonly stopping = new AbortController();
  private sweeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly tables: DataSource,
    private readonly settlement: Settlement,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeping = this.sweepOnAndOn();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.sweeping;
  }

  private async sweepOnAndOn(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.each(
        () => this.paymentsUnderWay(),
        (payment) => this.goOn(payment),
      );
      await this.each(
        () => this.onCancelledFlights(),
        (locator) => this.cancel(locator),
      );
      await this.each(
        () => this.expiredHolds(),
        (locator) => this.expire(locator),
      );
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** What fails is told, and found again with the next look. */
  private async each<Due>(
    look: () => Promise<readonly Due[]>,
    work: (due: Due) => Promise<void>,
  ): Promise<void> {
    const found = await look().catch((error: unknown) => this.tell(error));
    for (const due of found ?? []) {
      if (this.stopping.signal.aborted) return;
      await work(due).catch((error: unknown) => this.tell(error));
    }
  }

  private tell(error: unknown): undefined {
    this.logger.warn(`what was due is left for the next look: ${String(error)}`);
  }

  private paymentsUnderWay(): Promise<Payment[]> {
    const silent = LessThanOrEqual(new Date(Date.now() - askedMs));
    return this.tables.manager.find(Payment, {
      where: [
        { status: In(['unresolved', 'refund-requested']) },
        { status: 'requested', requestedAt: silent },
      ],
      order: { requestedAt: 'ASC' },
      take: atOnce,
    });
  }

  private async goOn(payment: Payment): Promise<void> {
    if (payment.status === 'refund-requested') return this.settlement.refund(payment);
    const answer = await this.settlement.ask(payment);
    await this.settlement.settle(payment, answer, () => Promise.resolve());
  }

  private async onCancelledFlights(): Promise<string[]> {
    const rows = await this.tables.manager.find(TakenSeat, {
      select: { flightId: true, seat: true, recordLocator: true },
      where: { flight: { status: 'cancelled' } },
      take: atOnce,
    });
    return [...new Set(rows.map(({ recordLocator }) => recordLocator))];
  }

  private async expiredHolds(): Promise<string[]> {
    const rows = await this.tables.manager.find(Booking, {
      select: { recordLocator: true },
      where: { status: 'held', holdExpiresAt: LessThanOrEqual(new Date()) },
      order: { holdExpiresAt: 'ASC' },
      take: atOnce,
    });
    return rows.map(({ recordLocator }) => recordLocator);
  }

  private cancel(recordLocator: string): Promise<void> {
    return this.end(recordLocator, 'cancelled', (booking) => !hasEnded(booking));
  }

  private expire(recordLocator: string): Promise<void> {
    return this.end(recordLocator, 'expired', isOver);
  }

  private end(
    recordLocator: string,
    status: 'cancelled' | 'expired',
    isDue: (booking: Booking) => boolean,
  ): Promise<void> {
    return this.tables.transaction(async (manager) => {
      const booking = await lockBooking(manager, recordLocator);
      if (!isDue(booking)) return;
      const flights = await lockFlights(manager, flightIdsOf(booking));
      await endBooking(manager, booking, { status, now: instantOfWrite(flights.values()) });
    });
  }
}

/** A payment that may become tickets yet puts the end of the hold off. */
function isOver({ status, payments }: Booking): boolean {
  const waits = payments.some(
    (payment) =>
      (payment.status === 'requested' || payment.status === 'unresolved') &&
      payment.requestedAt.getTime() > Date.now() - suspendedMs,
  );
  return status === 'held' && !waits;
}
