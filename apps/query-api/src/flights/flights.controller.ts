import { flightStreamId, getAvailability, getFlight, getSeats, type RequestOf } from '#contracts';
import {
  answerCacheable,
  type Cacheable,
  Parsed,
  Problem,
  type Representation,
  Route,
} from '#platform';
import {
  type AvailabilityState,
  renderAvailability,
  renderFlight,
  renderSeatMap,
  seatMapView,
} from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { freshFromView } from '../cacheable.js';
import { CaughtUp } from '../caught-up.js';
import { ReadLadder } from '../read-ladder.js';
import { type Represent, represented } from '../represented.js';
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
  ): Promise<Buffer | undefined> {
    return this.answerFromLadder(represented(renderFlight), read, reply);
  }

  /** One that memory has, and that asks for nothing else, is answered by `HotReads`. */
  @Route(getAvailability)
  availability(
    @Parsed(getAvailability) read: Read,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    return this.answerFromLadder(represented(renderAvailability), read, reply);
  }

  @Route(getSeats)
  async seats(
    @Parsed(getSeats) read: Read,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    await this.caughtUp.with(seatMapView, read.headers);
    const row = await this.views.row(seatMapView, flightStreamId(read.params.flightId));
    const representation = row && represented(renderSeatMap)(row);
    return this.answer(representation, 'postgres', read, reply);
  }

  private async answerFromLadder(
    represent: Represent<AvailabilityState>,
    read: Read,
    reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const { row, rung } = await this.ladder.find(
      flightStreamId(read.params.flightId),
      read.headers,
    );
    return this.answer(row && represent(row), rung, read, reply);
  }

  private answer(
    representation: Representation | undefined,
    rung: Cacheable['rung'],
    { params: { flightId }, headers }: Read,
    reply: FastifyReply,
  ): Buffer | undefined {
    if (representation === undefined) {
      throw new Problem('not-found', `there is no flight ${flightId}`);
    }
    const { age } = this.rungs;
    return answerCacheable(
      { representation, rung, age, cacheControl: freshFromView },
      headers,
      reply,
    );
  }
}
