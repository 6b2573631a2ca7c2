import type { RecordedEvent } from '#contracts';
import { consumers, topics } from '#contracts';
import { availabilityView, bookingView, seatMapView } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';

/** Stream → views. */
@Controller()
export class ProjectorController {
  constructor(private readonly views: PostgresViewStore) {}

  @EventPattern(topics.flights, consumers.projector)
  async flights(@Payload() events: RecordedEvent[]): Promise<void> {
    await this.views.fold(availabilityView, events);
    await this.views.fold(seatMapView, events);
  }

  @EventPattern(topics.bookings, consumers.projector)
  async bookings(@Payload() events: RecordedEvent[]): Promise<void> {
    await this.views.fold(bookingView, events);
  }
}
