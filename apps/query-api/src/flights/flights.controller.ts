import { flightStreamId } from '#contracts';
import { Problem } from '#platform';
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
import { Controller, Get, Headers, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CaughtUp, type ConsistencyHeaders } from '../caught-up.js';

const cacheable = 'public, max-age=1, stale-while-revalidate=10, stale-if-error=86400';

@ApiTags('flights')
@Controller('/v1/flights/:flightId')
export class FlightsController {
  constructor(
    private readonly views: PostgresViewStore,
    private readonly caughtUp: CaughtUp,
  ) {}

  @Get()
  @ApiOperation({ summary: 'A flight' })
  flight(
    @Param('flightId') flightId: string,
    @Headers() headers: ConsistencyHeaders,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.answer(availabilityView, renderFlight, { flightId, headers, request, reply });
  }

  @Get('availability')
  @ApiOperation({ summary: 'Free seats and fares of a flight: the hot path' })
  availability(
    @Param('flightId') flightId: string,
    @Headers() headers: ConsistencyHeaders,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.answer(availabilityView, renderAvailability, { flightId, headers, request, reply });
  }

  @Get('seats')
  @ApiOperation({ summary: 'The seat map of a flight' })
  seats(
    @Param('flightId') flightId: string,
    @Headers() headers: ConsistencyHeaders,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.answer(seatMapView, renderSeatMap, { flightId, headers, request, reply });
  }

  private async answer<State>(
    view: View<State>,
    render: (row: Shown<State>) => unknown,
    { flightId, headers, request, reply }: Read,
  ): Promise<unknown> {
    await this.caughtUp.with(view, headers);
    const row = await this.views.row(view, flightStreamId(flightId));
    if (row?.state == null) throw new Problem('not-found', `there is no flight ${flightId}`);
    const etag = `"${row.generation}-${row.version}"`;
    reply
      .header('etag', etag)
      .header('age', '0')
      .header('cache-status', 'contrail; fwd=miss; detail=postgres')
      .header('cache-control', headers['consistency-token'] === undefined ? cacheable : 'no-store');
    if (matches(request.headers['if-none-match'], etag)) {
      reply.status(304);
      return undefined;
    }
    return render({ ...row, state: row.state });
  }
}

interface Read {
  flightId: string;
  headers: ConsistencyHeaders;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** RFC 9110, 13.1.2: a weak comparison. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === etag);
}
