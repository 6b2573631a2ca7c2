import { z } from 'zod';

/** What workers of a process tell each other through the one that started them. */
export const message = z.discriminatedUnion('kind', [
  /** A worker serves. */
  z.object({ kind: z.literal('ready'), url: z.string() }),
  /** It asks all of them, itself too. */
  z.object({ kind: z.literal('ask'), question: z.string(), id: z.int() }),
  /** Each is asked; `of` tells how many are. */
  z.object({
    kind: z.literal('asked'),
    ...{ question: z.string(), id: z.int(), asker: z.int(), of: z.int() },
  }),
  /** It answers to the asker. */
  z.object({
    kind: z.literal('answer'),
    ...{ id: z.int(), asker: z.int(), of: z.int(), answer: z.unknown() },
  }),
]);

export type Message = z.infer<typeof message>;
