import { flightStates, versioned, type WrittenVersions } from '#contracts';
import type { Decision, FlightEvent, FlightState } from '#domain';
import { flightIn, flightStreamId, onFlight } from '#domain';
import { EventStore } from '#event-store';
import type { RequestedCommand } from '#platform';
import { Injectable } from '@nestjs/common';
import { assertHandled } from '../handled-command.js';
import { flightProblem, type FlightOperationRefusal } from './flight-problem.js';

/** A flight as a command left it: its stream stands at the version that `versions` names. */
export interface HandledFlight {
  flightId: string;
  versions: WrittenVersions;
  /** The command was handled before: this is what it did then. */
  replayed: boolean;
}

/** An operator's command to a flight. */
export interface ToFlight {
  flightId: string;
  requested: RequestedCommand;
  /** As the operator told it; without it what is told happened now. */
  occurredAt?: string | undefined;
  /** Is asked again when another process was quicker. */
  decide: (flight: FlightState, now: string) => Decision<FlightEvent, FlightOperationRefusal>;
}

/** Decides on a flight, and appends to its stream. */
@Injectable()
export class FlightCommands {
  constructor(private readonly eventStore: EventStore) {}

  /** @throws Problem for a refusal */
  async handle({ flightId, requested, occurredAt, decide }: ToFlight): Promise<HandledFlight> {
    const handled = await this.eventStore.handle<FlightOperationRefusal>({
      ...requested,
      streamIds: [flightStreamId(flightId)],
      decide: ({ streams, now }) => {
        const decision = decide(flightIn(flightStates(streams), flightId), now);
        if (!decision.accepted) return decision;
        const events = decision.events.map((event) => onFlight(flightId, event));
        return versioned({ accepted: true, events });
      },
    });
    const { versions, replayed } = assertHandled(handled, (refusal) =>
      flightProblem(refusal, occurredAt),
    );
    return { flightId, versions, replayed };
  }
}
