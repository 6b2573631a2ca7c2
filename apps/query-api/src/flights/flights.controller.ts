import {
  type AvailabilityAnswer,
  type FlightAnswer,
  flightStreamId,
  getAvailability,
  getFlight,
  getSeats,
  type RequestOf,
  type SeatMapAnswer,
} from '#contracts';
import { Parsed, Problem, Route } from '#platform';
import {
  type AvailabilityState,
  renderAvailability,
  renderFlight,
  renderSeatMap,
  seatMapView,
  type Shown,
  type ViewRow,
} from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { answerCacheable, type Cacheable, freshFromView } from '../cacheable.js';
import { CaughtUp } from '../caught-up.js';
import { ReadLadder } from '../read-ladder.js';
import { Rungs } from '../rungs.js';

/** What the three reads of a flight have in common. */
type Read = RequestOf<typeof getFlight>;

@Controller()
export class FlightsController {
  constructor(
    private readonly views: PostgresViewStore,
    private readonly caughtUp: CaughtUp,
    private readonly ladder: ReadLadder,
    private readonly rungs: Rungs,
  ) {}

  @Route(getFlight)
  flight(
    @Parsed(getFlight) read: Read,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FlightAnswer | undefined> {
    return this.answerFromLadder(renderFlight, read, reply);
  }

  @Route(getAvailability)
  availability(
    @Parsed(getAvailability) read: Read,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AvailabilityAnswer | undefined> {
    return this.answerFromLadder(renderAvailability, read, reply);
  }

  @Route(getSeats)
  async seats(
    @Parsed(getSeats) read: Read,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeatMapAnswer | undefined> {
    await this.caughtUp.with(seatMapView, read.headers);
    const row = await this.views.row(seatMapView, flightStreamId(read.params.flightId));
    return answer({ row, rung: 'postgres', age: this.rungs.age }, renderSeatMap, read, reply);
  }

  private async answerFromLadder<Answer>(
    render: (row: Shown<AvailabilityState>) => Answer,
    read: Read,
    reply: FastifyReply,
  ): Promise<Answer | undefined> {
    const found = await this.ladder.find(flightStreamId(read.params.flightId), read.headers);
    return answer({ ...found, age: this.rungs.age }, render, read, reply);
  }
}

/** Undefined: nothing has changed since. */
function answer<State, Answer>(
  { row, rung, age }: Pick<Cacheable<Answer>, 'rung' | 'age'> & { row: ViewRow<State> | undefined },
  render: (row: Shown<State>) => Answer,
  { params: { flightId }, headers }: Read,
  reply: FastifyReply,
): Answer | undefined {
  if (row?.state == null) throw new Problem('not-found', `there is no flight ${flightId}`);
  const { generation, version, state } = row;
  return answerCacheable(
    {
      etag: `"${generation}-${version}"`,
      rung,
      age,
      cacheControl: freshFromView,
      body: () => render({ ...row, state }),
    },
    headers,
    reply,
  );
}
