import { Module } from '@nestjs/common';
import { AirportsController } from './airports/airports.controller.js';
import { BookingsController } from './bookings/bookings.controller.js';
import { OpenedBookings } from './bookings/opened-bookings.js';
import { RetrievalLimits } from './bookings/retrieval/retrieval-limits.js';
import { RetrievalController } from './bookings/retrieval/retrieval.controller.js';
import { CaughtUp } from './caught-up.js';
import { DeadLettersController } from './dead-letters/dead-letters.controller.js';
import { ParkedMetrics } from './dead-letters/parked-metrics.js';
import { Documentation } from './documentation.js';
import { FlightsController } from './flights/flights.controller.js';
import { HotReads } from './flights/hot-reads.js';
import { AvailabilityStreamController } from './flights/live/availability-stream.controller.js';
import { LiveMetrics } from './flights/live/live-metrics.js';
import { FunnelHandler } from './insights/funnel.handler.js';
import { InsightsController } from './insights/insights.controller.js';
import { JourneysHandler } from './insights/journeys.handler.js';
import { LostSalesHandler } from './insights/lost-sales.handler.js';
import { TimeToTicketHandler } from './insights/time-to-ticket.handler.js';
import { ProblemPageController } from './problems/problem-page.controller.js';
import { ReadLadder } from './read-ladder.js';
import { RouteLadder } from './search/route-ladder.js';
import { SearchAnswers } from './search/search-answers.js';
import { SearchController } from './search/search.controller.js';

export { DescribedTopics } from './documentation.js';
export { LiveAvailability } from './flights/live/live-availability.js';
export { AvailabilityInMemory } from './availability-in-memory.js';
export { Rungs } from './rungs.js';
export { RouteIndex } from './search/route-index.js';

/** The read side: answers from views; it never opens the log. */
@Module({
  controllers: [
    AirportsController,
    SearchController,
    FlightsController,
    AvailabilityStreamController,
    BookingsController,
    RetrievalController,
    ProblemPageController,
    DeadLettersController,
    InsightsController,
  ],
  providers: [
    ...[CaughtUp, Documentation, HotReads, ReadLadder, RouteLadder, SearchAnswers],
    ...[OpenedBookings, RetrievalLimits],
    ...[ParkedMetrics, LiveMetrics],
    ...[FunnelHandler, TimeToTicketHandler, JourneysHandler, LostSalesHandler],
  ],
})
export class QueryApiModule {}
