import { type Endpoint, endpoints } from '#contracts';
import { answerProblem, contractOf, Metrics, Problem, routePath } from '#platform';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost, Reflector } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { finalize, type Observable } from 'rxjs';

/**
 * Of each kind of command so many may be under way. A process that takes 500 bookings a second has the last of them
 * wait half a second, however many come: two hundred buyers at once are all decided on, more would only wait longer.
 */
const mostUnderWay = 256;

/** By route, as the router writes it. */
const commands = new Map(
  endpoints
    .filter(({ headers }) => headers?.shape['idempotency-key'] !== undefined)
    .map((contract): [string, Endpoint] => [routePath(contract), contract]),
);

/**
 * Sheds what is too much, so that what is taken is done in time. Payments, which wait for their provider, leave the room
 * of bookings to them; reads are never shed. It is looked at when the head of a request comes, since then an answer costs
 * a twentieth of what a booking does, and counted when its turn comes, until it is done, whether or not its client waits.
 */
@Injectable()
export class Admission implements NestInterceptor {
  private readonly underWay = new Map<Endpoint, number>();
  private readonly shed;

  constructor(
    private readonly reflector: Reflector,
    { httpAdapter }: HttpAdapterHost<FastifyAdapter>,
    metrics: Metrics,
  ) {
    this.shed = metrics.counter({
      name: 'contrail_commands_shed_total',
      help: 'Commands that were told to come again, since as many of their kind were under way as may be.',
      labelNames: ['route'],
    });
    httpAdapter.getInstance().addHook('onRequest', (request, reply, done) => {
      const { url = '' } = request.routeOptions;
      const contract = request.method === 'POST' ? commands.get(url) : undefined;
      if (contract === undefined || this.hasRoom(contract)) done();
      else answerProblem(this.tooMuch(contract), request, reply);
    });
  }

  /** @throws Problem `unavailable` */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const contract = this.reflector.get(contractOf, context.getHandler());
    if (!commands.has(routePath(contract))) return next.handle();
    if (!this.hasRoom(contract)) throw this.tooMuch(contract);
    this.underWay.set(contract, this.count(contract) + 1);
    const leave = () => this.underWay.set(contract, this.count(contract) - 1);
    return next.handle().pipe(finalize(leave));
  }

  private count(contract: Endpoint): number {
    return this.underWay.get(contract) ?? 0;
  }

  private hasRoom(contract: Endpoint): boolean {
    return this.count(contract) < mostUnderWay;
  }

  private tooMuch({ path }: Endpoint): Problem {
    this.shed.inc({ route: path });
    return new Problem('unavailable', 'too many such requests at once');
  }
}
