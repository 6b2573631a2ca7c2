import { hopOf, type RecordedEvent } from '#contracts';
import type { Logger } from '@nestjs/common';

/**
 * Tells by default what a part has done with events, so that a booking is followed from its request to the view. The
 * schedule's events are passed over: a year's import would push everything else out of the bounded logs.
 */
export function tellHops(logger: Logger, events: readonly RecordedEvent[], done: string): void {
  const told = events.filter(({ type }) => type !== 'FlightScheduled').map(hopOf);
  if (told.length > 0) logger.log({ events: told }, done);
}
