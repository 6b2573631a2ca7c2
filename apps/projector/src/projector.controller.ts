import type { RecordedEvent } from '#contracts';
import { consumers, topics } from '#contracts';
import { availabilityView, bookingView, seatMapView, type View } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { Controller, Logger } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';

/** Stream → views. */
@Controller()
export class ProjectorController {
  private readonly logger = new Logger(ProjectorController.name);

  constructor(private readonly views: PostgresViewStore) {}

  @EventPattern(topics.flights, consumers.projector)
  async flights(@Payload() events: RecordedEvent[]): Promise<void> {
    await this.fold(availabilityView, events);
    await this.fold(seatMapView, events);
  }

  @EventPattern(topics.bookings, consumers.projector)
  async bookings(@Payload() events: RecordedEvent[]): Promise<void> {
    await this.fold(bookingView, events);
  }

  private async fold<State>(view: View<State>, events: readonly RecordedEvent[]): Promise<void> {
    for (const { event, reason } of await this.views.fold(view, events)) {
      const { streamId, version, metadata } = event;
      this.logger.error(
        { view: view.name, streamId, version, correlationId: metadata.correlationId, reason },
        'an event is parked: the view cannot fold it',
      );
    }
  }
}
