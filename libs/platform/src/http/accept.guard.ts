import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { Problem } from './problem.js';
import { contractOf } from './route.js';

/** Lets through who accepts what the endpoint sends (RFC 9110, 12.5.1). */
@Injectable()
export class AcceptGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  /** @throws Problem `not-acceptable` */
  canActivate(context: ExecutionContext): true {
    const { answers } = this.reflector.get(contractOf, context.getHandler());
    const sent = Object.values(answers)
      .filter(({ schema }) => schema !== undefined)
      .map(({ contentType = 'application/json' }) => contentType);
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const accepted = new Negotiator({ headers }).mediaTypes([...new Set(sent)]);
    if (sent.length > 0 && accepted.length === 0) {
      throw new Problem(
        'not-acceptable',
        `this is sent as ${[...new Set(sent)].join(' or ')} only`,
      );
    }
    return true;
  }
}
