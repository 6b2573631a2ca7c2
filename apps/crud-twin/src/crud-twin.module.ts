import { PaymentProvider, PaymentSimulator } from '#payment';
import { answers, Credentials, databaseConnection, Health, Resources } from '#platform';
import { Airports, readAirports } from '#reference-data';
import { type DynamicModule, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BookingCommandsController } from './bookings/booking-commands.controller.js';
import { BookingsController } from './bookings/bookings.controller.js';
import { CancelBooking } from './bookings/cancel-booking.js';
import { ChangeSeat } from './bookings/change-seat.js';
import { CheckIn } from './bookings/check-in.js';
import { PlaceBooking } from './bookings/place-booking.js';
import { PlaceBookingController } from './bookings/place-booking.controller.js';
import { AirportsController } from './flights/airports.controller.js';
import { FlightsController } from './flights/flights.controller.js';
import { SearchController } from './flights/search.controller.js';
import { OperateFlight } from './operations/operate-flight.js';
import { OperationsController } from './operations/operations.controller.js';
import { ScheduleFlight } from './operations/schedule-flight.js';
import { ScheduleFlightController } from './operations/schedule-flight.controller.js';
import { PayBooking } from './payments/pay-booking.js';
import { PayBookingController } from './payments/pay-booking.controller.js';
import { Settlement } from './payments/settlement.js';
import { Sweeper } from './sweeper.js';
import { openMigratedTables } from './tables/open-tables.js';
import { TwinSettings } from './twin-settings.js';
import { IdempotentWrites } from './writes/idempotent-writes.js';

export { type FlightSchedule, insertFlights } from './flights/insert-flights.js';
export { migrateTables, openTables } from './tables/open-tables.js';

interface Given {
  DATABASE_URL: string;
  CONTRAIL_SECRET: string;
  CONTRAIL_OPERATOR_KEY: string;
  HOLD_SECONDS: number;
}

/** The same contract on tables: what is, and not what was. */
@Module({
  controllers: [
    ...[AirportsController, SearchController, FlightsController],
    ...[PlaceBookingController, BookingsController, BookingCommandsController],
    ...[PayBookingController, ScheduleFlightController, OperationsController],
  ],
  providers: [
    ...[IdempotentWrites, PlaceBooking, ChangeSeat, CancelBooking, CheckIn],
    ...[PayBooking, Settlement, Sweeper, ScheduleFlight, OperateFlight],
  ],
})
export class CrudTwinModule {
  constructor(health: Health, tables: DataSource) {
    health.register(
      'tables',
      answers(() => tables.query('SELECT 1')),
    );
  }

  /** @throws Error where the database does not answer, or has another form than this version's */
  static async on(given: Given): Promise<DynamicModule> {
    const airports = new Airports(await readAirports());
    const connection = databaseConnection(given.DATABASE_URL);
    const tables = await openMigratedTables(connection);
    const { CONTRAIL_SECRET: secret, CONTRAIL_OPERATOR_KEY: operatorKey } = given;
    const resources = Resources.of({
      opens: [
        { provide: PaymentProvider, useValue: new PaymentSimulator(connection) },
        { provide: TablesEnd, useValue: new TablesEnd(tables) },
      ],
      knows: [
        { provide: DataSource, useValue: tables },
        { provide: Credentials, useValue: new Credentials(secret, operatorKey) },
        { provide: Airports, useValue: airports },
        { provide: TwinSettings, useValue: new TwinSettings(given.HOLD_SECONDS) },
      ],
    });
    return { module: CrudTwinModule, imports: [resources] };
  }
}

/** Closes the pool as every other resource is closed. */
class TablesEnd {
  constructor(private readonly tables: DataSource) {}

  close(): Promise<void> {
    return this.tables.destroy();
  }
}
