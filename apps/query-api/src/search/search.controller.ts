import { freshFromView, getFlights, type RequestOf, unknownAirports } from '#contracts';
import { answerCacheable, invalid, Parsed, Route } from '#platform';
import { Airports } from '#reference-data';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Rungs } from '../rungs.js';
import { RouteLadder } from './route-ladder.js';
import { SearchAnswers } from './search-answers.js';

type Search = RequestOf<typeof getFlights>;

@Controller()
export class SearchController {
  constructor(
    private readonly airports: Airports,
    private readonly ladder: RouteLadder,
    private readonly answers: SearchAnswers,
    private readonly rungs: Rungs,
  ) {}

  @Route(getFlights)
  async flights(
    @Parsed(getFlights) { query, headers }: Search,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const { origin, destination } = query;
    const faults = unknownAirports('query', { origin, destination }, this.airports);
    if (faults.length > 0) throw invalid(...faults);
    const found = await this.ladder.find({ origin, destination, date: query.date }, headers);
    const representation = this.answers.answer(query, found);
    const { rung } = found;
    const { age } = this.rungs;
    return answerCacheable(
      { representation, rung, age, cacheControl: freshFromView },
      headers,
      reply,
    );
  }
}
