import { consistencyToken } from '#contracts';
import type { FastifyReply } from 'fastify';
import type { Answered } from './idempotent-writes.js';

/** The same for all: each read asks the tables, and so sees every write that was answered. */
const token = consistencyToken({ tables: 1 });

/** Answers a write; what it returns is the body. */
export function tellWrite<Body extends object>(
  { status, body, location, replayed }: Answered<Body>,
  reply: FastifyReply,
): Body {
  reply
    .status(status)
    .header('consistency-token', token)
    .header('cache-control', 'private, no-store');
  if (location !== undefined) reply.header('location', location);
  if (replayed) reply.header('idempotent-replayed', 'true');
  return body;
}
