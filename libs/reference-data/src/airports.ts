export interface Airport {
  /** IATA code. */
  iata: string;
  name: string;
  /** In degrees; north and east are positive. */
  lat: number;
  lon: number;
  /** IANA time zone. */
  timeZone: string;
}

/** The airports of the schedule: reference data, the same for as long as the process runs. */
export class Airports {
  /** @param byCode by IATA code */
  constructor(private readonly byCode: ReadonlyMap<string, Airport>) {}

  find(iata: string): Airport | undefined {
    return this.byCode.get(iata);
  }

  /** By their code. */
  all(): Airport[] {
    return [...this.byCode.values()].sort((a, b) => (a.iata < b.iata ? -1 : 1));
  }
}
