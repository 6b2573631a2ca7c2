import { Module } from '@nestjs/common';
import { ArriveFlightController } from './arrive-flight/arrive-flight.controller.js';
import { ArriveFlightHandler } from './arrive-flight/arrive-flight.handler.js';
import { CancelFlightController } from './cancel-flight/cancel-flight.controller.js';
import { CancelFlightHandler } from './cancel-flight/cancel-flight.handler.js';
import { DelayFlightController } from './delay-flight/delay-flight.controller.js';
import { DelayFlightHandler } from './delay-flight/delay-flight.handler.js';
import { DepartFlightController } from './depart-flight/depart-flight.controller.js';
import { DepartFlightHandler } from './depart-flight/depart-flight.handler.js';
import { DivertFlightController } from './divert-flight/divert-flight.controller.js';
import { DivertFlightHandler } from './divert-flight/divert-flight.handler.js';
import { FlightAnswers } from './flight-answers.js';
import { FlightCommands } from './flight-commands.js';
import { ScheduleFlightController } from './schedule-flight/schedule-flight.controller.js';
import { ScheduleFlightHandler } from './schedule-flight/schedule-flight.handler.js';

/** What operators tell of flights. */
@Module({
  controllers: [
    ScheduleFlightController,
    DelayFlightController,
    DepartFlightController,
    ArriveFlightController,
    DivertFlightController,
    CancelFlightController,
  ],
  providers: [
    FlightAnswers,
    FlightCommands,
    ScheduleFlightHandler,
    DelayFlightHandler,
    DepartFlightHandler,
    ArriveFlightHandler,
    DivertFlightHandler,
    CancelFlightHandler,
  ],
})
export class FlightOperationsModule {}
