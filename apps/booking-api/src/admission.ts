import type { Endpoint } from '#contracts';
import { contractOf, Metrics, Problem } from '#platform';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { finalize, type Observable } from 'rxjs';

/**
 * Of each kind of command so many may be under way. A process that takes 500 bookings a second has the last of them
 * wait 0.2 s, however many come: fewer would be too few for a batch of a hot flight, more would only wait longer.
 */
const mostUnderWay = 100;

/**
 * Sheds what is too much before anything of it is parsed or read, so that what is taken is done in time. Payments, which
 * wait for their provider, leave the room of bookings to them; reads are never shed.
 */
@Injectable()
export class Admission implements NestInterceptor {
  private readonly underWay = new Map<Endpoint, number>();
  private readonly shed;

  constructor(
    private readonly reflector: Reflector,
    metrics: Metrics,
  ) {
    this.shed = metrics.counter({
      name: 'contrail_commands_shed_total',
      help: 'Commands that were told to come again, since as many of their kind were under way as may be.',
      labelNames: ['route'],
    });
  }

  /** @throws Problem `unavailable` */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const contract = this.reflector.get(contractOf, context.getHandler());
    if (contract.headers?.shape['idempotency-key'] === undefined) return next.handle();
    if (this.count(contract) >= mostUnderWay) {
      this.shed.inc({ route: contract.path });
      throw new Problem('unavailable', 'too many such requests at once');
    }
    this.underWay.set(contract, this.count(contract) + 1);
    const leave = () => this.underWay.set(contract, this.count(contract) - 1);
    return next.handle().pipe(finalize(leave));
  }

  private count(contract: Endpoint): number {
    return this.underWay.get(contract) ?? 0;
  }
}
