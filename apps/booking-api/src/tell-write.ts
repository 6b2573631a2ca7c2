import { consistencyToken } from '#contracts';
import type { FastifyReply } from 'fastify';
import type { HandledCommand } from './handled-command.js';

/** The headers of every answer to a command. */
export function tellWrite(
  { versions, replayed }: Pick<HandledCommand, 'versions' | 'replayed'>,
  reply: FastifyReply,
): void {
  reply
    .header('consistency-token', consistencyToken(versions))
    .header('cache-control', 'private, no-store');
  if (replayed) reply.header('idempotent-replayed', 'true');
}
