import { type FlightAnswer, flightStreamId } from '#contracts';
import { EventStore } from '#event-store';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { freshFlight } from '../fresh-flight.js';
import { tellWrite } from '../tell-write.js';
import type { HandledFlight } from './flight-commands.js';

/** How commands of a flight are answered: by the log, as the flight stood right after the command. */
@Injectable()
export class FlightAnswers {
  constructor(private readonly eventStore: EventStore) {}

  async answer(handled: HandledFlight, reply: FastifyReply): Promise<FlightAnswer> {
    const streamId = flightStreamId(handled.flightId);
    const version = handled.versions[streamId] ?? 0;
    const { events } = await this.eventStore.readStream(streamId, { from: 1, limit: version });
    const flight = freshFlight(events);
    if (flight === undefined) throw new Error(`${handled.flightId} has no schedule`);
    tellWrite(handled, reply);
    return flight;
  }
}
