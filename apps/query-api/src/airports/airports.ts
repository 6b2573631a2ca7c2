import type { AirportsAnswer } from '#contracts';
import { type List, list } from '../list.js';

/** The airports that flights leave from and go to: read once, at the start. */
export class Airports {
  /** The API's list of them, by their code. */
  readonly list: List;
  private readonly codes: ReadonlySet<string>;

  constructor(airports: AirportsAnswer['airports']) {
    const byCode = airports.toSorted((a, b) => (a.iata < b.iata ? -1 : 1));
    this.list = list({ airports: byCode } satisfies AirportsAnswer);
    this.codes = new Set(airports.map(({ iata }) => iata));
  }

  has(iata: string): boolean {
    return this.codes.has(iata);
  }
}
