import { type FlightsAnswer, getFlights, type RequestOf, type ValidationError } from '#contracts';
import { answerCacheable, digested, invalid, Parsed, Route } from '#platform';
import { Airports } from '#reference-data';
import { type AvailabilityState, availabilityView, renderFlight } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { freshFromView } from '../cacheable.js';
import { CaughtUp } from '../caught-up.js';
import { ReadLadder } from '../read-ladder.js';
import { Rungs } from '../rungs.js';

type Search = RequestOf<typeof getFlights>;

@Controller()
export class SearchController {
  constructor(
    private readonly airports: Airports,
    private readonly views: PostgresViewStore,
    private readonly caughtUp: CaughtUp,
    private readonly ladder: ReadLadder,
    private readonly rungs: Rungs,
  ) {}

  @Route(getFlights)
  async flights(
    @Parsed(getFlights) { query, headers }: Search,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    this.assertKnown(query);
    await this.caughtUp.with(availabilityView, headers);
    const found = await this.views.search(query);
    await this.ladder.keep(found);
    const flights = found.filter(({ state }) => hasSeats(state, query)).map(renderFlight);
    const representation = digested({ flights } satisfies FlightsAnswer);
    const { age } = this.rungs;
    return answerCacheable(
      { representation, rung: 'postgres', age, cacheControl: freshFromView },
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

/** A party sits in one cabin: it is asked for, or any of them will do. */
function hasSeats(
  { cabins }: AvailabilityState,
  { passengers, cabin }: Pick<Search['query'], 'passengers' | 'cabin'>,
): boolean {
  if (passengers === undefined && cabin === undefined) return true;
  return cabins
    .filter((each) => cabin === undefined || each.cabin === cabin)
    .some(({ available }) => available >= (passengers ?? 1));
}
