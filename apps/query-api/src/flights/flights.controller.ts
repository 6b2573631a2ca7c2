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
import { Controller, Headers, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CaughtUp } from '../caught-up.js';

const cacheable = 'public, max-age=1, stale-while-revalidate=10, stale-if-error=86400';

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
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FlightAnswer | undefined> {
    return this.answer(availabilityView, renderFlight, read, ifNoneMatch, reply);
  }

  @Route(getAvailability)
  availability(
    @Parsed(getAvailability) read: Read,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AvailabilityAnswer | undefined> {
    return this.answer(availabilityView, renderAvailability, read, ifNoneMatch, reply);
  }

  @Route(getSeats)
  seats(
    @Parsed(getSeats) read: Read,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeatMapAnswer | undefined> {
    return this.answer(seatMapView, renderSeatMap, read, ifNoneMatch, reply);
  }

  /** Undefined: nothing has changed since. */
  private async answer<State, Answer>(
    view: View<State>,
    render: (row: Shown<State>) => Answer,
    { params: { flightId }, headers }: Read,
    ifNoneMatch: string | undefined,
    reply: FastifyReply,
  ): Promise<Answer | undefined> {
    await this.caughtUp.with(view, headers);
    const row = await this.views.row(view, flightStreamId(flightId));
    if (row?.state == null) throw new Problem('not-found', `there is no flight ${flightId}`);
    const etag = `"${row.generation}-${row.version}"`;
    reply
      .header('etag', etag)
      .header('vary', 'Consistency-Token')
      .header('age', '0')
      .header('cache-status', 'contrail; fwd=miss; detail=postgres')
      .header('cache-control', headers['consistency-token'] === undefined ? cacheable : 'no-store');
    if (matches(ifNoneMatch, etag)) {
      reply.status(304);
      return undefined;
    }
    return render({ ...row, state: row.state });
  }
}

/** RFC 9110, 13.1.2: a weak comparison. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === etag);
}
