import type { Endpoint, ValidationError } from '#contracts';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { faultWords } from './fault-words.js';
import { invalid } from './problem.js';

const nothing = z.strictObject({});

/**
 * Hands a method its request as its endpoint's contract parses it: a `RequestOf` that contract.
 *
 * @throws Problem `validation` with every fault of the path, the query, the headers and the body
 */
export const Parsed = createParamDecorator((contract: Endpoint, context: ExecutionContext) =>
  parseRequest(contract, context.switchToHttp().getRequest<FastifyRequest>()),
);

function parseRequest(
  { params, query = nothing, headers, body }: Endpoint,
  request: Pick<FastifyRequest, 'params' | 'query' | 'headers' | 'body'>,
): unknown {
  const errors: ValidationError[] = [];
  function parse(place: ValidationError['in'], value: unknown, schema: z.ZodType | undefined) {
    const parsed = schema?.safeParse(value, { error: faultWords });
    if (parsed?.success === false) errors.push(...parsed.error.issues.flatMap(faults(place)));
    return parsed?.data;
  }
  const parsed = {
    params: parse('path', request.params, params),
    query: parse('query', request.query, query),
    headers: parse('header', request.headers, headers),
    body: parse('body', request.body, body),
  };
  if (errors.length > 0) throw invalid(...errors);
  return parsed;
}

function faults(place: ValidationError['in']) {
  return (issue: z.core.$ZodIssue): ValidationError[] => {
    if (issue.code !== 'unrecognized_keys') {
      return [{ in: place, path: pathOf(place, issue.path), message: issue.message }];
    }
    return issue.keys.map((key) => {
      const path = pathOf(place, [...issue.path, key]);
      return { in: place, path, message: 'unknown property' };
    });
  };
}

function pathOf(place: ValidationError['in'], path: readonly PropertyKey[]): string {
  if (place === 'body') return pointer(path);
  const name = path.map(String).join('.');
  return place === 'header' ? name.replaceAll(/(^|-)[a-z]/g, (each) => each.toUpperCase()) : name;
}

/** RFC 6901. */
function pointer(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
