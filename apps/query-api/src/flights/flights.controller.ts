import {
  flightStreamId,
  freshFromView,
  getAvailability,
  getFlight,
  getSeats,
  type RequestOf,
} from '#contracts';
import { answerCacheable, Parsed, Problem, Route } from '#platform';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { shows, type Shows } from '../availability-in-memory.js';
import { ReadLadder } from '../read-ladder.js';
import { Rungs } from '../rungs.js';

/** What the three reads of a flight have in common. */
type Read = RequestOf<typeof getFlight>;

/** What memory has, of who asks for nothing else, is answered by `HotReads`. */
@Controller()
export class FlightsController {
  constructor(
    private readonly ladder: ReadLadder,
    private readonly rungs: Rungs,
  ) {}

  @Route(getFlight)
  flight(
    @Parsed(getFlight) read: Read,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    return this.answer('flight', read, reply);
  }

  @Route(getAvailability)
  availability(
    @Parsed(getAvailability) read: Read,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    return this.answer('availability', read, reply);
  }

  @Route(getSeats)
  seats(
    @Parsed(getSeats) read: Read,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    return this.answer('seats', read, reply);
  }

  private async answer(
    what: Shows,
    { params: { flightId }, headers }: Read,
    reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const { row, rung } = await this.ladder.find(flightStreamId(flightId), headers);
    const representation = row && shows[what](row);
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
