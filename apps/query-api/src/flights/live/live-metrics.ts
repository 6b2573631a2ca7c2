import { Metrics } from '#platform';
import { Injectable } from '@nestjs/common';
import { LiveAvailability } from './live-availability.js';

/** The streams of this process, for Prometheus. */
@Injectable()
export class LiveMetrics {
  constructor(live: LiveAvailability, metrics: Metrics) {
    const open = metrics.gauge({
      name: 'contrail_streams_open',
      help: 'Streams of live availability that are open.',
    });
    const dropped = metrics.counter({
      name: 'contrail_streams_dropped_total',
      help: 'Streams that were cut off because their client did not take what was sent.',
    });
    metrics.collectBy(() => {
      open.set(live.open);
      dropped.reset();
      dropped.inc(live.dropped);
      return Promise.resolve();
    });
  }
}
