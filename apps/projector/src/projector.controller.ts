import type { RecordedEvent } from '#contracts';
import { consumers, topics } from '#contracts';
import { views } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { Controller, Logger } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';

/** Stream → views: each takes what is of its kind of streams. */
@Controller()
export class ProjectorController {
  private readonly logger = new Logger(ProjectorController.name);

  constructor(private readonly store: PostgresViewStore) {}

  @EventPattern(Object.values(topics), consumers.projector)
  async fold(@Payload() events: RecordedEvent[]): Promise<void> {
    for (const view of Object.values(views)) {
      for (const { event, reason } of await this.store.fold(view, events)) {
        const { streamId, version, metadata } = event;
        this.logger.error(
          { view: view.name, streamId, version, correlationId: metadata.correlationId, reason },
          'an event is parked: the view cannot fold it',
        );
      }
    }
  }
}
