import { bookingStreamId, flightStreamId, startOfLog } from '#contracts';
import { EventStore } from '#event-store';
import { ask } from './ask.js';
import type { TestDatabase } from './database.js';
import { expectAgreement } from './money.js';
import { expectTablesAgree } from './tables-agree.js';

/** What an application has kept, past its endpoints. */
export interface Kept {
  /** 0: there is no such flight. */
  versionOfFlight(flightId: string): Promise<number>;
  versionOfBooking(recordLocator: string): Promise<number>;
  /** Another number after each write. */
  countWrites(): Promise<number>;
  /** Money and bookings agree, as soon as nothing is under way. */
  expectAgreement(recordLocators: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export function keptInLog(database: TestDatabase): Kept {
  const log = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  const versionOf = async (streamId: string) =>
    (await log.readStream(streamId, { from: 1, limit: 1 })).version;
  return {
    versionOfFlight: (flightId) => versionOf(flightStreamId(flightId)),
    versionOfBooking: (recordLocator) => versionOf(bookingStreamId(recordLocator)),
    countWrites: () => log.distance(startOfLog),
    expectAgreement: (recordLocators) => expectAgreement(database, log, recordLocators),
    close: () => log.close(),
  };
}

export function keptInTables(database: TestDatabase): Kept {
  async function versionIn(table: string, key: string, value: string): Promise<number> {
    const sql = `SELECT version FROM twin.${table} WHERE ${key} = $1`;
    const [row] = await ask<{ version: number }>(database.url, sql, [value]);
    return row?.version ?? 0;
  }
  return {
    versionOfFlight: (flightId) => versionIn('flight', 'flight_id', flightId),
    versionOfBooking: (recordLocator) => versionIn('booking', 'record_locator', recordLocator),
    countWrites: async () => (await ask(database.url, 'SELECT FROM twin.idempotency_key')).length,
    expectAgreement: (recordLocators) => expectTablesAgree(database, recordLocators),
    close: () => Promise.resolve(),
  };
}
