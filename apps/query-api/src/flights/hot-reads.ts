import type { IncomingMessage } from 'node:http';
import { freshFromView, getAvailability, getFlight, getSeats } from '#contracts';
import { BeforeRouting, type CachedAnswer, cachedAnswer, routePath } from '#platform';
import { Injectable } from '@nestjs/common';
import type { Shows } from '../availability-in-memory.js';
import { Rungs } from '../rungs.js';

/** What is read of a flight, the hottest last: it is asked first. */
const reads = [
  ['seats', getSeats],
  ['flight', getFlight],
  ['availability', getAvailability],
] as const;

/** Answers reads of a flight that memory has, and that ask for nothing but that; `FlightsController` all others. */
@Injectable()
export class HotReads {
  constructor(
    private readonly rungs: Rungs,
    routing: BeforeRouting,
  ) {
    for (const [what, endpoint] of reads) {
      const [before = '', after = ''] = endpoint.path.split('{flightId}');
      routing.answerBy(routePath(endpoint), (request) => {
        const { url = '' } = request;
        if (!url.endsWith(after) || !url.startsWith(before)) return undefined;
        return this.answer(what, url.slice(before.length, url.length - after.length), request);
      });
    }
  }

  private answer(
    what: Shows,
    flightId: string,
    { headers }: IncomingMessage,
  ): CachedAnswer | undefined {
    if (headers['consistency-token'] !== undefined || !takesJson(headers.accept)) return undefined;
    const representation = this.rungs.memory.answer(what, flightId);
    if (representation === undefined) return undefined;
    const { age } = this.rungs;
    return cachedAnswer(
      { representation, rung: 'memory', age, cacheControl: freshFromView },
      { 'if-none-match': headers['if-none-match'] },
      headers['accept-encoding'],
    );
  }
}

/** As most clients say it; how others do is for the router. */
function takesJson(accept: string | undefined): boolean {
  return accept === undefined || accept === '*/*' || accept === 'application/json';
}
