import { freshFromView, getFlights, type RequestOf, type ValidationError } from '#contracts';
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
    this.assertKnown(query);
    const { origin, destination, date } = query;
    const found = await this.ladder.find({ origin, destination, date }, headers);
    const representation = this.answers.answer(query, found);
    const { rung } = found;
    const { age } = this.rungs;
    return answerCacheable(
      { representation, rung, age, cacheControl: freshFromView },
      headers,
      reply,
    );
  }

  private assertKnown({ origin, destination }: Search['query']): void {
    const faults = Object.entries({ origin, destination })
      .filter(([, airport]) => this.airports.find(airport) === undefined)
      .map(([path, airport]): ValidationError => {
        return { in: 'query', path, message: `there is no airport ${airport}` };
      });
    if (faults.length > 0) throw invalid(...faults);
  }
}
