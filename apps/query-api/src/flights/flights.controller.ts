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
  availabilityView,
  renderAvailability,
  renderFlight,
  renderSeatMap,
  seatMapView,
  type Shown,
  type View,
} from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { answerCacheable, freshFromView } from '../cacheable.js';
import { CaughtUp } from '../caught-up.js';

/** What the three reads of a flight have in common. */
type Read = RequestOf<typeof getFlight>;

@Controller()
export class FlightsController {
  constructor(
    private readonly views: PostgresViewStore,
    private readonly caughtUp: CaughtUp,
  ) {}

  @Route(getFlight)
  flight(
    @Parsed(getFlight) read: Read,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FlightAnswer | undefined> {
    return this.answer(availabilityView, renderFlight, read, reply);
  }

  @Route(getAvailability)
  availability(
    @Parsed(getAvailability) read: Read,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AvailabilityAnswer | undefined> {
    return this.answer(availabilityView, renderAvailability, read, reply);
  }

  @Route(getSeats)
  seats(
    @Parsed(getSeats) read: Read,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeatMapAnswer | undefined> {
    return this.answer(seatMapView, renderSeatMap, read, reply);
  }

  /** Undefined: nothing has changed since. */
  private async answer<State, Answer>(
    view: View<State>,
    render: (row: Shown<State>) => Answer,
    { params: { flightId }, headers }: Read,
    reply: FastifyReply,
  ): Promise<Answer | undefined> {
    await this.caughtUp.with(view, headers);
    const row = await this.views.row(view, flightStreamId(flightId));
    if (row?.state == null) throw new Problem('not-found', `there is no flight ${flightId}`);
    const { generation, version, state } = row;
    return answerCacheable(
      {
        etag: `"${generation}-${version}"`,
        rung: 'fwd=miss; detail=postgres',
        cacheControl: freshFromView,
        body: () => render({ ...row, state }),
      },
      headers,
      reply,
    );
  }
}
