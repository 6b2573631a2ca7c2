import { z } from 'zod';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { type Answer, type Endpoint, problemsOf } from './endpoints/endpoint.js';
import { memberExamples, problemAnswer } from './problem-answer.js';
import { type ExplainedProblem, type ProblemName, problems } from './problems.js';
import { answerHeaders, isAlwaysThere, type ToldHeaders } from './told-headers.js';

/** A success as OpenAPI tells it. */
export function answerResponse(answer: Answer): ZodOpenApiResponseObject {
  const { description, schema, contentType = 'application/json', example, headers } = answer;
  return {
    description,
    headers: headersTold({ ...headers, ...answerHeaders }),
    ...(schema && { content: { [contentType]: { schema, example } } }),
  };
}

/** @param always whether an answer has the header whenever it is this one */
function headersTold(told: ToldHeaders, always = isAlwaysThere): z.ZodObject {
  const headers = Object.entries(told).map(([name, description]): [string, z.ZodType] => {
    const header = z.string().meta({ header: { description } });
    return [name, always(name) ? header : header.optional()];
  });
  return z.object(Object.fromEntries(headers));
}

/** The problems of one status share a response; its examples tell them apart. */
export function problemResponses(endpoint: Endpoint): ZodOpenApiResponsesObject {
  const byStatus = new Map<number, ProblemName[]>();
  for (const name of problemsOf(endpoint)) {
    const { status } = problems[name];
    byStatus.set(status, [...(byStatus.get(status) ?? []), name]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, names]) => [`${status}`, problemResponse(names, answerHeaders)]),
  );
}

export function problemResponse(
  names: readonly ProblemName[],
  others: ToldHeaders = {},
): ZodOpenApiResponseObject {
  const told = names.map((name): ToldHeaders => ({ ...headersOf(name), ...others }));
  const isOfAll = (header: string) => told.every((headers) => header in headers);
  return {
    description: names.map((name) => `\`${name}\`: ${problems[name].title}`).join('; '),
    headers: headersTold(
      Object.fromEntries(told.flatMap(Object.entries<string>)),
      (header) => isAlwaysThere(header) && isOfAll(header),
    ),
    content: {
      'application/problem+json': {
        schema: problemAnswer,
        examples: Object.fromEntries(names.map((name) => [name, { value: exampleOf(name) }])),
      },
    },
  };
}

function headersOf(name: ProblemName): ToldHeaders {
  const { headers = {} }: ExplainedProblem = problems[name];
  return headers;
}

function exampleOf(name: ProblemName): z.infer<typeof problemAnswer> {
  const { status, title, members = [] }: ExplainedProblem = problems[name];
  const instance = 'urn:uuid:8a3ab3a4-3a2c-4a0e-9f0e-8f6f4c1d2b11';
  const besides = Object.fromEntries(members.map((member) => [member, memberExamples[member]]));
  return { type: `/problems/${name}`, title, status, detail: title, instance, ...besides };
}
