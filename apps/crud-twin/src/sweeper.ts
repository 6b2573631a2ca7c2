import { setTimeout as pause } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { flightIdsOf, hasEnded, lockBooking } from './bookings/bookings.js';
import { endBooking } from './bookings/end-booking.js';
import { bookedOnCancelledFlights, expiredHolds, isOver, paymentsUnderWay } from './due.js';
import { instantOfWrite, lockFlights } from './flights/flights.js';
import { Settlement } from './payments/settlement.js';
import type { Booking, Payment } from './tables/booking.entity.js';

const everyMs = 500;

/**
 * Does what has come due, which the tables themselves tell: holds that have run out, payments whose end is not known,
 * refunds, bookings of cancelled flights. Each kind has a loop of its own, so that none waits for another's provider. What
 * is found is looked at again under the booking's lock, since every process of the twin sweeps.
 */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Sweeper.name);
  private readonly stopping = new AbortController();
  private sweeping: readonly Promise<void>[] = [];

  constructor(
    private readonly tables: DataSource,
    private readonly settlement: Settlement,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeping = [
      this.sweep(paymentsUnderWay, (payment) => this.goOn(payment)),
      this.sweep(bookedOnCancelledFlights, (recordLocator) => this.cancel(recordLocator)),
      this.sweep(expiredHolds, (recordLocator) => this.expire(recordLocator)),
    ];
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.sweeping);
  }

  /** On and on. What fails is told, and found again with the next look. */
  private async sweep<Due>(
    look: (manager: EntityManager) => Promise<readonly Due[]>,
    work: (due: Due) => Promise<void>,
  ): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const found = await look(this.tables.manager).catch((error: unknown) => this.tell(error));
      for (const due of found ?? []) {
        if (this.stopping.signal.aborted) return;
        await work(due).catch((error: unknown) => this.tell(error));
      }
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private tell(error: unknown): undefined {
    this.logger.warn(`what was due is left for the next look: ${String(error)}`);
  }

  private async goOn(payment: Payment): Promise<void> {
    if (payment.status === 'refund-requested') return this.settlement.refund(payment);
    const answer = await this.settlement.ask(payment);
    await this.settlement.settle(payment, answer, () => Promise.resolve());
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
