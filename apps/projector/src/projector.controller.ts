import type { RecordedEvent } from '#contracts';
import { consumers, topics } from '#contracts';
import { ErrorsAsTheyAre } from '#streaming';
import { availabilityView, views } from '#views/folds';
import { PostgresViewStore, RowPushes } from '#views/stores';
import { Controller, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';

const withoutCopies = Object.values(views).filter((view) => view !== availabilityView);

/** Stream → views: each takes what is of its kind of streams; availability goes on to its copies. */
@Controller()
@UseFilters(ErrorsAsTheyAre)
export class ProjectorController {
  constructor(
    private readonly store: PostgresViewStore,
    private readonly copies: RowPushes,
  ) {}

  @EventPattern(Object.values(topics), consumers.projector)
  async fold(@Payload() events: RecordedEvent[]): Promise<void> {
    await this.copies.push(await this.store.fold(availabilityView, events));
    for (const view of withoutCopies) await this.store.fold(view, events);
  }
}
