import type { RecordedEvent } from '#contracts';
import { consumers, hopOf, topics } from '#contracts';
import { ErrorsAsTheyAre } from '#streaming';
import { type AvailabilityState, availabilityView, views } from '#views/folds';
import { PostgresViewStore, RowPushes, type ViewFold } from '#views/stores';
import { Controller, Logger, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';

const withoutCopies = Object.values(views).filter((view) => view !== availabilityView);

/** Stream → views: each takes what is of its kind of streams; availability goes on to its copies. */
@Controller()
@UseFilters(ErrorsAsTheyAre)
export class ProjectorController {
  private readonly logger = new Logger('projector');
  private readonly availability: ViewFold<AvailabilityState>;
  private readonly others: readonly ViewFold<unknown>[];

  constructor(
    store: PostgresViewStore,
    private readonly copies: RowPushes,
  ) {
    this.availability = store.folding(availabilityView);
    this.others = withoutCopies.map((view) => store.folding<unknown>(view));
  }

  @EventPattern(Object.values(topics), consumers.projector)
  async fold(@Payload() events: RecordedEvent[]): Promise<void> {
    const folding = [
      this.foldAvailability(events),
      ...this.others.map((view) => view.fold(events)),
    ];
    // All have come to an end before one that failed is told: what comes next is folded after them.
    const failed = (await Promise.allSettled(folding)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
    this.logger.debug(() => ({ events: events.map(hopOf) }), 'folded');
  }

  private async foldAvailability(events: RecordedEvent[]): Promise<void> {
    await this.copies.push(await this.availability.fold(events));
  }
}
