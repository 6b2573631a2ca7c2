import { describe, expect, it } from 'vitest';
import { postBooking } from '#contracts';
import { Credentials, type CommandRequest } from './credentials.js';

const credentials = new Credentials('a secret of the tests, of 32 bytes', 'the-operators-key');

function request(changed: Partial<CommandRequest> = {}): CommandRequest {
  return {
    params: {},
    headers: { 'idempotency-key': '0123456789abcdef' },
    body: { a: 1, b: [{ c: 2, d: 3 }] },
    id: 'correlation',
    ...changed,
  };
}

describe('a credential', () => {
  const token = credentials.accessToken('4SZU7G');

  it('is an access token, the same each time, which opens its booking', () => {
    expect(credentials.accessToken('4SZU7G')).toBe(token);
    const opened = { operator: false, recordLocator: '4SZU7G' };
    expect(credentials.credential(`Bearer ${token}`)).toEqual(opened);
  });

  it("is the operator's key", () => {
    expect(credentials.credential('bearer the-operators-key')).toEqual({ operator: true });
  });

  it('opens no booking when it is forged, or made under another secret', () => {
    const other = new Credentials('another secret, of 32 bytes or so', 'the-operators-key');
    for (const forged of [`4SZU7H.${token.slice(7)}`, other.accessToken('4SZU7G')]) {
      const opened = { operator: false, recordLocator: undefined };
      expect(credentials.credential(`Bearer ${forged}`)).toEqual(opened);
    }
  });

  it.each([[undefined], [''], ['Bearer'], ['Basic YTpi'], ['Bearer rubbish']])(
    'is none of a known form: %s',
    (authorization) => {
      expect(() => credentials.credential(authorization)).toThrow(
        expect.objectContaining({ problem: 'unauthenticated' }),
      );
    },
  );
});

describe('a command', () => {
  const { commandId, requestDigest } = credentials.commandOf(postBooking, request());

  it('is the same for a body with its properties in another order', () => {
    const reordered = request({ body: { b: [{ d: 3, c: 2 }], a: 1 } });
    expect(credentials.commandOf(postBooking, reordered)).toMatchObject({
      commandId,
      requestDigest,
    });
  });

  it('has another digest for another body', () => {
    const repeat = credentials.commandOf(postBooking, request({ body: { a: 1 } }));
    expect(repeat.commandId).toBe(commandId);
    expect(repeat.requestDigest).not.toBe(requestDigest);
  });

  it.each<[string, Partial<CommandRequest>]>([
    ['path', { params: { recordLocator: '4SZU7G' } }],
    ['key', { headers: { 'idempotency-key': 'fedcba9876543210' } }],
  ])('is another one under another %s', (_, changed) => {
    expect(credentials.commandOf(postBooking, request(changed)).commandId).not.toBe(commandId);
  });

  it('does not depend on a credential that its endpoint does not ask for', () => {
    const headers = { ...request().headers, authorization: 'Bearer x' };
    expect(credentials.commandOf(postBooking, request({ headers })).commandId).toBe(commandId);
  });

  it('is told by whose credential it came with, not by how that is written', () => {
    const endpoint = { ...postBooking, credential: 'booking' as const };
    const by = (authorization: string) =>
      credentials.commandOf(endpoint, request({ headers: { ...request().headers, authorization } }))
        .commandId;
    const token = credentials.accessToken('4SZU7G');
    expect(by(`bearer  ${token}`)).toBe(by(`Bearer ${token}`));
    expect(by('Bearer the-operators-key')).not.toBe(by(`Bearer ${token}`));
  });
});
