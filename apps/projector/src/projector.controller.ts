import type { RecordedEvent } from '#contracts';
import { consumers, topics } from '#contracts';
import { views } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';

/** Stream → views: each takes what is of its kind of streams. */
@Controller()
export class ProjectorController {
  constructor(private readonly store: PostgresViewStore) {}

  @EventPattern(Object.values(topics), consumers.projector)
  async fold(@Payload() events: RecordedEvent[]): Promise<void> {
    for (const view of Object.values(views)) await this.store.fold(view, events);
  }
}
