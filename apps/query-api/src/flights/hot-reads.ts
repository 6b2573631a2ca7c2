import type { IncomingMessage } from 'node:http';
import { flightStreamId, getAvailability } from '#contracts';
import { BeforeRouting, type CachedAnswer, cachedAnswer, routePath } from '#platform';
import { Injectable } from '@nestjs/common';
import { freshFromView } from '../cacheable.js';
import { Rungs } from '../rungs.js';

const [before = '', after = ''] = getAvailability.path.split('{flightId}');

/** Answers reads of availability that memory has, and that ask for nothing but that; `FlightsController` all others. */
@Injectable()
export class HotReads {
  constructor(
    private readonly rungs: Rungs,
    routing: BeforeRouting,
  ) {
    routing.answerBy(routePath(getAvailability), (request) => this.answer(request));
  }

  private answer({ url = '', headers }: IncomingMessage): CachedAnswer | undefined {
    if (!url.startsWith(before) || !url.endsWith(after)) return undefined;
    if (headers['consistency-token'] !== undefined || !takesJson(headers.accept)) return undefined;
    const flightId = url.slice(before.length, -after.length);
    const representation = this.rungs.memory.answer(flightStreamId(flightId));
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
