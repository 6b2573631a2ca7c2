import type { ProblemName } from '#contracts';
import { endpoints, problems, problemsOf, UnknownForm } from '#contracts';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem, problemDocument } from './problem.js';
import { routePath } from './route.js';

const byStatus: Record<number, ProblemName> = {
  400: 'validation',
  // Of files outside of what is served: that they are there is not told.
  403: 'not-found',
  404: 'not-found',
  413: 'too-large',
  415: 'unsupported-media-type',
};

/** Answers a problem by its status, with what RFC 9457 and its status ask for. */
export function answerProblem(
  problem: Problem,
  { id, url }: Pick<FastifyRequest, 'id' | 'url'>,
  reply: FastifyReply,
): void {
  const document = problemDocument(problem, id);
  if (problem.problem === 'unauthenticated') reply.header('www-authenticate', 'Bearer');
  if (document.status === 503) reply.header('retry-after', '1');
  void reply
    .status(document.status)
    .headers(problem.headers)
    .header('content-type', 'application/problem+json')
    .header('cache-control', url.startsWith('/v1/bookings') ? 'private, no-store' : 'no-store')
    .send(document);
}

/** Answers every error as application/problem+json (RFC 9457); what it does not know is a bug, and logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = this.asProblem(error, request);
    if (isUndeclared(problem, request)) {
      const { method, routeOptions } = request;
      const route = `${method} ${routeOptions.url}`;
      this.logger.error({ correlationId: request.id }, `${route} declares no ${problem.problem}`);
    }
    answerProblem(problem, request, reply);
  }

  private asProblem(error: unknown, request: FastifyRequest): Problem {
    if (error instanceof Problem) return error;
    const name = byStatus[statusOf(error)];
    if (name === 'validation') {
      const message = error instanceof Error ? error.message : 'not understood';
      return new Problem(name, message, { errors: [{ in: 'body', path: '', message }] });
    }
    if (name !== undefined) return new Problem(name, problems[name].title);
    if (error instanceof UnknownForm) {
      this.logger.warn(`a request stops at ${error.message}`);
      return new Problem('unavailable', error.reason);
    }
    if (isOutOfReach(error)) {
      this.logger.warn(`a part is out of reach: ${error.message}`);
      return new Problem('unavailable', 'a part that this needs is out of reach');
    }
    this.logger.error({ correlationId: request.id, err: error }, 'a request failed');
    return new Problem('internal', 'Contrail has failed; the id of this answer is in its log');
  }
}

const declared = new Map(
  endpoints.map((contract) => [
    `${contract.method} ${routePath(contract)}`,
    new Set(problemsOf(contract)),
  ]),
);

/** Whether the API's documentation does not tell that the endpoint answers it: a bug of the contract. */
function isUndeclared({ problem }: Problem, { method, routeOptions }: FastifyRequest): boolean {
  return declared.get(`${method} ${routeOptions.url}`)?.has(problem) === false;
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error) return Number(error.statusCode);
  return 500;
}

const outOfReach = new RegExp(
  [
    // Node's sockets and names.
    ...['ECONN', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
    // PostgreSQL's classes: connection, its limits, operator intervention, a password that was changed;
    // and a deadlock, which it ends.
    ...['08', '53', '57', '28P01', '40P01'],
  ]
    .map((code) => `^${code}`)
    .join('|'),
);

/** Whether an error says that a part is out of reach; those of pg itself have no code. */
export function isOutOfReach(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (/^(Connection terminated|Query read timeout|timeout exceeded)/.test(error.message))
    return true;
  return 'code' in error && outOfReach.test(String(error.code));
}
