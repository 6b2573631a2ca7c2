import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable, Optional } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Credentials } from './credentials.js';
import { Problem } from './problem.js';
import { contractOf } from './route.js';

interface OfBooking {
  Params: { recordLocator?: string };
}

/** Lets through to an endpoint who has the credential that its contract asks for. */
@Injectable()
export class CredentialGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    /** A process without them has no endpoint that needs one. */
    @Optional() private readonly credentials?: Credentials,
  ) {}

  /** @throws Problem `unauthenticated`, `forbidden`, or `not-found` for a booking of somebody else */
  canActivate(context: ExecutionContext): true {
    const { credential: needed } = this.reflector.get(contractOf, context.getHandler());
    if (needed === undefined) return true;
    if (this.credentials === undefined) throw new Error('this process knows no credentials');
    const { headers, params } = context.switchToHttp().getRequest<FastifyRequest<OfBooking>>();
    const credential = this.credentials.credential(headers.authorization);
    if (credential.operator) return true;
    if (needed === 'operator') throw new Problem('forbidden', 'this is for operators');
    const { recordLocator } = params;
    if (recordLocator !== undefined && recordLocator !== credential.recordLocator) {
      throw new Problem('not-found', `there is no booking ${recordLocator} of yours`);
    }
    return true;
  }
}
