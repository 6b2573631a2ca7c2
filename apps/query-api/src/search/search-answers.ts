import { type FlightsAnswer, type getFlights, offersSeats, type RequestOf } from '#contracts';
import { digested, type Representation } from '#platform';
import { renderFlight } from '#views/folds';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { FoundFlights } from './route-ladder.js';

type Query = RequestOf<typeof getFlights>['query'];

interface Made {
  mark: string;
  representation: Representation;
}

const maxBytes = 64 * 2 ** 20;
/** What an answer takes beside its texts. */
const overheadBytes = 600;

/** The bytes that answer searches, made once for the rows that they show; the ones not asked for longest go. */
@Injectable()
export class SearchAnswers {
  private readonly made = new LRUCache<string, Made>({
    maxSize: maxBytes,
    sizeCalculation: ({ mark, representation }) =>
      mark.length + representation.bytes + overheadBytes,
  });

  answer(query: Query, { mark, rows }: FoundFlights): Representation {
    const key = JSON.stringify(query);
    const known = this.made.get(key);
    if (known?.mark === mark) return known.representation;
    const shown = rows().flatMap(({ state, ...row }) => (state === null ? [] : { ...row, state }));
    const flights = shown
      .filter(({ state }) => offersSeats(state.cabins, query))
      .map(renderFlight)
      .toSorted((a, b) => compare(a.departsAt, b.departsAt) || compare(a.flightId, b.flightId));
    const representation = digested({ flights } satisfies FlightsAnswer);
    this.made.set(key, { mark, representation });
    return representation;
  }
}

/** By UTF-16 code units: instants and ids are ASCII. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
