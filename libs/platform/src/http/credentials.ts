import type { Endpoint } from '#contracts';
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

const tokenForm = /^([A-HJ-NP-Z2-9]{6})\.[A-Za-z0-9_-]{43}$/;

export type Credential =
  { operator: true } | { operator: false; recordLocator: string | undefined };

/** What of a request tells it from others. */
export type CommandRequest = Pick<FastifyRequest, 'params' | 'headers' | 'body' | 'id'>;

/** A client's request to write, as the log knows it. */
export interface RequestedCommand {
  /** Of method, path, credential and Idempotency-Key. */
  commandId: string;
  /** HMAC of the body. */
  requestDigest: string;
  correlationId: string;
  actor: 'traveller' | 'operator';
}

/** What is derived from CONTRAIL_SECRET for the HTTP edge: tokens, command ids, digests. */
export class Credentials {
  private readonly key: Buffer;

  constructor(
    secret: string,
    private readonly operatorKey: string,
  ) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'contrail credentials', 32));
  }

  /** A booking's access token: nothing to store, the same on every replay. */
  accessToken(recordLocator: string): string {
    return `${recordLocator}.${this.digest('access token', recordLocator)}`;
  }

  /**
   * What a request that writes is known by, however its path and credential are spelled; bodies are
   * equal when their canonical JSON (RFC 8785) is.
   */
  commandOf(
    { method, path, credential }: Endpoint,
    { params, headers, body, id }: CommandRequest,
  ): RequestedCommand {
    const whose = credential === undefined ? null : this.credential(headers.authorization);
    const scope = canonicalize([method, path, params, whose]) ?? '';
    return {
      commandId: this.digest('command', scope, String(headers['idempotency-key'])),
      requestDigest: this.digest('request', canonicalize(body ?? {}) ?? ''),
      correlationId: id,
      actor: whose?.operator === true ? 'operator' : 'traveller',
    };
  }

  /**
   * Whose credential it is; a token of a booking that was forged names no booking.
   *
   * @throws Problem `unauthenticated` when there is none, or none of a known form
   */
  credential(authorization: string | undefined): Credential {
    const bearer = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    if (bearer === undefined) throw new Problem('unauthenticated', 'a Bearer credential is needed');
    if (isSame(bearer, this.operatorKey)) return { operator: true };
    const recordLocator = tokenForm.exec(bearer)?.[1];
    if (recordLocator === undefined) {
      throw new Problem('unauthenticated', 'the credential has no known form');
    }
    const genuine = isSame(bearer, this.accessToken(recordLocator));
    return { operator: false, recordLocator: genuine ? recordLocator : undefined };
  }

  private digest(...parts: string[]): string {
    return createHmac('sha256', this.key).update(JSON.stringify(parts)).digest('base64url');
  }
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
