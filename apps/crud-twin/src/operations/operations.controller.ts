import {
  type Endpoint,
  type FlightAnswer,
  postArrival,
  postDelay,
  postDeparture,
  postDiversion,
  postFlightCancellation,
  type RequestOf,
  unknownAirports,
} from '#contracts';
import { Credentials, invalid, Parsed, Route } from '#platform';
import { Airports } from '#reference-data';
import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tellWrite } from '../writes/tell-write.js';
import { assertExpected, assertOnItsWay, OperateFlight, type Operation } from './operate-flight.js';

const minute = 60_000;

@Controller()
export class OperationsController {
  constructor(
    private readonly flights: OperateFlight,
    private readonly credentials: Credentials,
    private readonly airports: Airports,
  ) {}

  /** The same delay for the same cause again changes nothing. */
  @Route(postDelay)
  delay(
    @Parsed(postDelay) { params, body }: RequestOf<typeof postDelay>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FlightAnswer> {
    const delayCause = body.cause ?? 'unknown';
    return this.operate(postDelay, params.flightId, request, reply, (flight) => {
      assertExpected(flight);
      const departsAt = later(flight.scheduledDepartsAt, body.minutes);
      const arrivesAt = later(flight.scheduledArrivesAt, body.minutes);
      const isSame = departsAt.getTime() === flight.departsAt.getTime();
      if (isSame && delayCause === flight.delayCause) return {};
      return { status: 'delayed', departsAt, arrivesAt, delayCause };
    });
  }

  @Route(postDeparture)
  depart(
    @Parsed(postDeparture) { params, body }: RequestOf<typeof postDeparture>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FlightAnswer> {
    return this.operate(postDeparture, params.flightId, request, reply, (flight, now) => {
      assertExpected(flight);
      return { status: 'departed', departedAt: new Date(body.occurredAt ?? now) };
    });
  }

  @Route(postArrival)
  arrive(
    @Parsed(postArrival) { params, body }: RequestOf<typeof postArrival>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FlightAnswer> {
    return this.operate(postArrival, params.flightId, request, reply, (flight) => {
      assertOnItsWay(flight, body.occurredAt);
      return { status: 'arrived' };
    });
  }

  /** Where it went is told by nobody later: it has no column. */
  @Route(postDiversion)
  divert(
    @Parsed(postDiversion) { params, body }: RequestOf<typeof postDiversion>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FlightAnswer> {
    const unknown = unknownAirports('body', { '/airport': body.airport }, this.airports);
    if (unknown.length > 0) throw invalid(...unknown);
    return this.operate(postDiversion, params.flightId, request, reply, (flight) => {
      assertOnItsWay(flight, body.occurredAt);
      if (body.airport !== flight.destination) return { status: 'diverted' };
      throw invalid({ in: 'body', path: '/airport', message: 'is where it was to go' });
    });
  }

  /** Its bookings are cancelled by the next sweep. */
  @Route(postFlightCancellation)
  cancel(
    @Parsed(postFlightCancellation) { params }: RequestOf<typeof postFlightCancellation>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FlightAnswer> {
    return this.operate(postFlightCancellation, params.flightId, request, reply, (flight) => {
      if (flight.status === 'cancelled') return {};
      assertExpected(flight);
      return { status: 'cancelled' };
    });
  }

  private async operate(
    contract: Endpoint,
    flightId: string,
    request: FastifyRequest,
    reply: FastifyReply,
    decide: Operation['decide'],
  ): Promise<FlightAnswer> {
    const requested = this.credentials.commandOf(contract, request);
    return tellWrite(await this.flights.operate({ flightId, requested, decide }), reply);
  }
}

function later(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * minute);
}
