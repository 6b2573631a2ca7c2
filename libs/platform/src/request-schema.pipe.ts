import type { ValidationError } from '#contracts';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { invalid } from './problem.js';

const places: Record<string, ValidationError['in']> = {
  body: 'body',
  query: 'query',
  param: 'path',
  custom: 'header',
};

/** Parses what carries a zod schema (`@Body({ schema })`), and names every fault. */
@Injectable()
export class RequestSchemaPipe implements PipeTransform {
  transform(value: unknown, { schema, type, data }: ArgumentMetadata): unknown {
    if (schema === undefined) return value;
    if (!(schema instanceof z.ZodType)) throw new TypeError(`the schema of a ${type} is not zod's`);
    return parseRequest(schema, value, places[type] ?? 'header', data);
  }
}

/** @throws Problem `validation` with every fault of the value */
export function parseRequest<T>(
  schema: z.ZodType<T>,
  value: unknown,
  place: ValidationError['in'],
  name = '',
): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(
    ...parsed.error.issues.flatMap((issue) => {
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
      return keys.map((key) => {
        const path = key === undefined ? issue.path : [...issue.path, key];
        const message = key === undefined ? issue.message : 'unknown property';
        return { in: place, path: place === 'body' ? pointer(path) : name, message };
      });
    }),
  );
}

/** RFC 6901. */
function pointer(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
