import { fareRowSchema, flightStates, type RecordedEvent, versioned } from '#contracts';
import { changeFare, type ChangeFareRefusal, flightIn, flightStreamId, onFlight } from '#domain';
import { EventStore } from '#event-store';
import { Injectable, Logger } from '@nestjs/common';

/** Tells flights of their changed fares: each change once, whatever comes twice. */
@Injectable()
export class FareChanges {
  private readonly logger = new Logger('process-manager');

  constructor(private readonly eventStore: EventStore) {}

  /** Those of one fare in turn, those of others at once. */
  async tell(changes: readonly RecordedEvent[]): Promise<void> {
    const byFare = new Map<string, RecordedEvent[]>();
    for (const change of changes) {
      byFare.set(change.streamId, [...(byFare.get(change.streamId) ?? []), change]);
    }
    const told = await Promise.allSettled(
      Array.from(byFare.values(), (some) => this.tellInTurn(some)),
    );
    // All have come to an end before the failures are told: then all are repeated.
    const failures = told.flatMap((each): unknown[] =>
      each.status === 'rejected' ? [each.reason] : [],
    );
    if (failures.length > 0)
      throw new AggregateError(failures, [...new Set(failures.map(String))].join('; '));
  }

  private async tellInTurn(changes: readonly RecordedEvent[]): Promise<void> {
    for (const change of changes) await this.tellOne(change);
  }

  /** @throws Error where it could not be decided: it is to be repeated */
  private async tellOne({ data, metadata }: RecordedEvent): Promise<void> {
    const { flightId, cabin, amount, currency, revision } = fareRowSchema.parse(data);
    const { eventId: change, correlationId } = metadata;
    const handled = await this.eventStore.handle<ChangeFareRefusal>({
      commandId: `${change} change-fare`,
      correlationId,
      causationId: change,
      actor: 'process-manager',
      streamIds: [flightStreamId(flightId)],
      decide: ({ streams }) => {
        const flight = flightIn(flightStates(streams), flightId);
        const fare = { amount, currency };
        const decision = changeFare({ flightId, cabin, fare, revision }, flight);
        if (!decision.accepted) return decision;
        return versioned({
          accepted: true,
          events: decision.events.map((event) => onFlight(flightId, event)),
        });
      },
    });
    if (handled.outcome === 'handled') return;
    if (handled.outcome !== 'refused') {
      throw new Error(`the change ${change} was not told: ${handled.outcome}`);
    }
    // A row that was written past the API.
    this.logger.warn(`the change ${change} was refused: ${handled.refusal.name}`);
  }
}
