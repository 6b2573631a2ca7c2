import type { z } from 'zod';
import type { ProblemName } from '../problems.js';
import type { ToldHeaders } from '../told-headers.js';

/** A success that an endpoint answers. */
export interface Answer {
  description: string;
  /** Absent for an answer without a body. */
  schema?: z.ZodType;
  /** Else application/json. */
  contentType?: 'application/json' | 'text/event-stream' | 'text/html' | 'text/plain';
  example?: unknown;
  headers?: ToldHeaders;
}

/**
 * What an endpoint takes and answers: requests are routed and parsed by it, the OpenAPI document is made
 * from it, and tests are generated from that. Headers' names are in lower case.
 */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT';
  /** As OpenAPI writes it: `/v1/flights/{flightId}`. */
  path: string;
  tag: string;
  summary: string;
  /** Whose Bearer credential it needs; none: it is public. */
  credential?: 'booking' | 'operator';
  params?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: z.ZodType;
  /** A body that is taken. */
  example?: unknown;
  /** By status. */
  answers: Record<number, Answer>;
  /** Beside those that follow from what it takes. */
  problems: readonly ProblemName[];
}

export function endpoint<const Contract extends Endpoint>(contract: Contract): Contract {
  return contract;
}

type Parsed<
  Contract extends Endpoint,
  Place extends keyof Endpoint,
> = Contract[Place] extends z.ZodType ? z.output<Contract[Place]> : undefined;

/** A request that has been parsed by its endpoint's contract. */
export interface RequestOf<Contract extends Endpoint> {
  params: Parsed<Contract, 'params'>;
  query: Parsed<Contract, 'query'>;
  headers: Parsed<Contract, 'headers'>;
  body: Parsed<Contract, 'body'>;
}

/** What an endpoint answers with a status. */
export type AnswerOf<
  Contract extends Endpoint,
  Status extends keyof Contract['answers'] = 200 & keyof Contract['answers'],
> = Contract['answers'][Status] extends { schema: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : undefined;

/** Every problem that an endpoint may answer. */
export function problemsOf(contract: Endpoint): ProblemName[] {
  const names = new Set<ProblemName>(contract.problems);
  const { credential, params, query, headers, body, answers } = contract;
  const hasContent = Object.values(answers).some(({ schema }) => schema !== undefined);
  if (hasContent) names.add('not-acceptable');
  if (params ?? query ?? headers ?? body) names.add('validation');
  if (credential !== undefined) names.add('unauthenticated');
  if (credential === 'operator') names.add('forbidden');
  if (body !== undefined) names.add('too-large').add('unsupported-media-type');
  if (headers?.shape['idempotency-key']) {
    names.add('idempotency-conflict').add('idempotency-key-reused');
    if (credential !== 'operator' && hasContent) names.add('erased');
  }
  // How long to wait is told to a view: the log is never behind.
  if (headers?.shape['prefer']) names.add('view-behind');
  return [...names.add('unavailable').add('internal')];
}
