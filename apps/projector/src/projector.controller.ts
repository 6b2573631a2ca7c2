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
    const folding = [
      this.foldAvailability(events),
      ...withoutCopies.map((view) => this.store.fold(view, events)),
    ];
    // All have come to an end before one that failed is told: what comes next is folded after them.
    const failed = (await Promise.allSettled(folding)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }

  private async foldAvailability(events: RecordedEvent[]): Promise<void> {
    await this.copies.push(await this.store.fold(availabilityView, events));
  }
}
