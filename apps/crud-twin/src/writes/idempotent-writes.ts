import { Problem } from '#platform';
import type { RequestedCommand } from '#platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { IdempotencyKey } from '../tables/idempotency-key.entity.js';

/** What a write is answered. */
export interface Answer<Body extends object> {
  status: number;
  body: Body;
  location?: string | undefined;
}

export interface Answered<Body extends object> extends Answer<Body> {
  /** The key was used before: this is the answer of then. */
  replayed: boolean;
}

/** A write, and how its answer is read when it was kept. */
export interface Write<Body extends object> {
  requested: RequestedCommand;
  schema: z.ZodType<Body>;
  work: (manager: EntityManager) => Promise<Answer<Body>>;
}

/** Each write is one transaction, with its key in it: a repeat waits for the first, and hears its answer. */
@Injectable()
export class IdempotentWrites {
  constructor(private readonly tables: DataSource) {}

  /** @throws Problem `idempotency-key-reused`, or what `work` throws, and nothing is written */
  once<Body extends object>({ requested, schema, work }: Write<Body>): Promise<Answered<Body>> {
    return this.tables.transaction(async (manager) => {
      const kept = await claimKey(manager, requested);
      if (kept !== undefined) return replay(kept, schema);
      const answer = await work(manager);
      await keepAnswer(manager, requested, answer);
      return { ...answer, replayed: false };
    });
  }
}

/**
 * Takes the key for this transaction; who comes with the same key meanwhile waits for its end. Answers the row of who had
 * the key before.
 *
 * @throws Problem `idempotency-key-reused`
 */
export async function claimKey(
  manager: EntityManager,
  { commandId, requestDigest }: RequestedCommand,
): Promise<IdempotencyKey | undefined> {
  const claimed = await manager
    .createQueryBuilder()
    .insert()
    .into(IdempotencyKey)
    .values({ commandId, requestDigest })
    .orIgnore()
    .returning('command_id')
    .execute();
  if (Array.isArray(claimed.raw) && claimed.raw.length > 0) return undefined;
  const kept = await manager.findOneByOrFail(IdempotencyKey, { commandId });
  if (kept.requestDigest === requestDigest) return kept;
  throw new Problem('idempotency-key-reused', 'the Idempotency-Key came with another body before');
}

export async function keepAnswer(
  manager: EntityManager,
  { commandId }: Pick<RequestedCommand, 'commandId'>,
  { status, body, location }: Answer<object>,
): Promise<void> {
  await manager.update(IdempotencyKey, { commandId }, { status, body, location: location ?? null });
}

/** @throws Error for a key that has no answer yet */
export function replay<Body extends object>(
  { commandId, status, body, location }: IdempotencyKey,
  schema: z.ZodType<Body>,
): Answered<Body> {
  if (status === null) throw new Error(`${commandId} has no answer yet`);
  return { status, body: schema.parse(body), location: location ?? undefined, replayed: true };
}
