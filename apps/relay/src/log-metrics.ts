import type { EventStore } from '#event-store';
import type { Metrics } from '#platform';
import type { Checkpoints } from '#streaming';
import { Logger } from '@nestjs/common';

/** How far the log's consumers are behind it, measured whenever Prometheus asks. */
export class LogMetrics {
  private readonly logger = new Logger(LogMetrics.name);
  private readonly reachable;
  private readonly lag;
  private readonly transactions;
  private readonly events;
  private readonly heldBy;

  constructor(
    private readonly eventStore: EventStore,
    private readonly checkpoints: Checkpoints,
    metrics: Metrics,
    /** Those that follow the log now: checkpoints of others stand still. */
    private readonly followers: () => string[] | Promise<string[]>,
  ) {
    this.reachable = metrics.gauge({
      name: 'contrail_log_reachable',
      help: '1 when the log answered; 0: the other metrics of the log are left out.',
    });
    this.lag = metrics.gauge({
      name: 'contrail_stream_lag_events',
      help: 'Events that a consumer has not handled yet, counted up to 10,000.',
      labelNames: ['consumer'],
    });
    this.transactions = metrics.gauge({
      name: 'contrail_log_horizon_transactions',
      help: 'Transactions from the horizon, beyond which no consumer reads, to the newest.',
    });
    this.events = metrics.gauge({
      name: 'contrail_log_horizon_events',
      help: 'Events beyond the horizon, counted up to 10,000.',
    });
    this.heldBy = metrics.gauge({
      name: 'contrail_log_horizon_held_by',
      help: '1 for the transaction that the horizon waits for, of any database of the cluster.',
      labelNames: ['pid', 'application', 'database'],
    });
    metrics.collectBy(() => this.collect());
  }

  private async collect(): Promise<void> {
    for (const gauge of [this.lag, this.transactions, this.events, this.heldBy]) gauge.reset();
    try {
      await this.measure();
      this.reachable.set(1);
    } catch (error) {
      this.logger.warn(`the log does not answer: ${String(error)}`);
      this.reachable.set(0);
    }
  }

  private async measure(): Promise<void> {
    const { transactions, events, heldBy } = await this.eventStore.horizon();
    this.transactions.set(transactions);
    this.events.set(events);
    if (heldBy !== undefined) this.heldBy.set({ ...heldBy, pid: `${heldBy.pid}` }, 1);
    for (const consumer of await this.followers()) {
      const position = await this.checkpoints.read(consumer);
      this.lag.set({ consumer }, await this.eventStore.distance(position));
    }
  }
}
