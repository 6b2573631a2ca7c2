import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type ApiRequest, wellFormed } from './invalid-requests.js';
import type { Operation } from './openapi-document.js';

/** Requests with some of the document's examples and some of anything. */
export function anyRequest(operation: Operation): fc.Arbitrary<ApiRequest> {
  const example = wellFormed(operation);
  const inPlace = (place: string) =>
    operation.parameters.filter((each) => each.in === place).map(({ name }) => name);
  const values = (names: string[], any: fc.Arbitrary<string>, given: ApiRequest['query']) =>
    fc.record(
      Object.fromEntries(
        names.map((name) => [name, fc.oneof(fc.constant(String(given[name] ?? '1')), any)]),
      ),
    );
  const segment = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => !/^\.+$/.test(text));
  const visible = fc.stringMatching(/^[\x21-\x7e]{1,70}$/);
  const anyBody = fc.oneof(
    fc.constant(example.body),
    fc.jsonValue(),
    fc.string(),
    fc.dictionary(fc.constantFrom(...Object.keys(example.body ?? {}), 'hat'), fc.jsonValue()),
  );
  return fc.record({
    method: fc.constant(operation.method),
    path: values(inPlace('path'), segment, example.path),
    query: values(inPlace('query'), fc.string(), example.query),
    headers: values(inPlace('header'), visible, { 'idempotency-key': randomUUID() }).map(
      (headers) => ({ ...headers, Prefer: 'wait=0' }),
    ),
    body: operation.body === undefined ? fc.constant(undefined) : anyBody,
  });
}
