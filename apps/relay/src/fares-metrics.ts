import type { Outbox } from '#fares';
import type { Metrics } from '#platform';
import { Logger } from '@nestjs/common';

/** How far changes of fares have been handed on, measured whenever Prometheus asks. */
export class FaresMetrics {
  private readonly logger = new Logger(FaresMetrics.name);
  private readonly waiting;
  private readonly unread;
  private readonly room;

  constructor(
    private readonly outbox: Outbox,
    metrics: Metrics,
  ) {
    this.waiting = metrics.gauge({
      name: 'contrail_fares_outbox_rows',
      help: 'Changes of fares that wait in the outbox, counted up to 10,000.',
    });
    this.unread = metrics.gauge({
      name: 'contrail_fares_slot_lag_bytes',
      help: 'Bytes of the write-ahead log that the reader of fares has not confirmed; PostgreSQL keeps them on disk.',
    });
    this.room = metrics.gauge({
      name: 'contrail_fares_slot_room_bytes',
      help: 'Bytes that may still be written before PostgreSQL gives the reader of fares up, to spare the disk.',
    });
    metrics.collectBy(() => this.collect());
  }

  private async collect(): Promise<void> {
    for (const gauge of [this.waiting, this.unread, this.room]) gauge.remove();
    try {
      const [{ lag }, slot] = await Promise.all([this.outbox.waiting(), this.outbox.slot()]);
      this.waiting.set(lag);
      if (slot === undefined || slot.isLost) return;
      this.unread.set(slot.lag);
      if (slot.room !== null) this.room.set(slot.room);
    } catch (error) {
      this.logger.warn(`the database does not answer: ${String(error)}`);
    }
  }
}
