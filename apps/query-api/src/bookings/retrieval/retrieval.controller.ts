import { setTimeout as pause } from 'node:timers/promises';
import { type AnswerOf, postRetrieval, type RequestOf } from '#contracts';
import { Credentials, Parsed, Problem, Route } from '#platform';
import { Controller, Ip, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { ReadHeaders } from '../../cacheable.js';
import { OpenedBookings } from '../opened-bookings.js';
import { RetrievalLimits } from './retrieval-limits.js';
import { isSameName } from './same-name.js';

/** No answer comes sooner: how soon it comes tells nothing about what was wrong. */
const answerAfterMs = 50;

const withFamilyNames = z.object({ passengers: z.array(z.object({ familyName: z.string() })) });

@Controller()
export class RetrievalController {
  constructor(
    private readonly bookings: OpenedBookings,
    private readonly credentials: Credentials,
    private readonly limits: RetrievalLimits,
  ) {}

  @Route(postRetrieval)
  async retrieve(
    @Parsed(postRetrieval) { body, headers }: RequestOf<typeof postRetrieval>,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postRetrieval>> {
    const { recordLocator, familyName } = body;
    await this.limits.take(address, recordLocator);
    const found = this.familyNames(recordLocator, headers);
    const [familyNames] = await Promise.all([found, pause(answerAfterMs)]);
    if (!familyNames.some((name) => isSameName(name, familyName))) {
      throw new Problem('not-found', 'there is no booking of that record locator and name');
    }
    reply.header('cache-control', 'private, no-store');
    return { accessToken: this.credentials.accessToken(recordLocator) };
  }

  /** None when there is no booking, or its names were erased. */
  private async familyNames(recordLocator: string, read: ReadHeaders): Promise<string[]> {
    const found = await this.bookings.find(recordLocator, read);
    if (found?.personalData === undefined) return [];
    const { passengers } = withFamilyNames.parse(found.personalData);
    return passengers.map(({ familyName }) => familyName);
  }
}
