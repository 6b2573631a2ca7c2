import { z } from 'zod';
import { messageSchema, sourceOf } from './cloud-event.js';
import { instant } from './terms.js';

/** An event that a consumer has given up, and whose stream waits behind it. */
export const deadLetter = z
  .strictObject({
    id: z.string(),
    consumer: z.string().describe('which part gave it up'),
    streamId: z.string().describe('of a message that could not be read: its topic and partition'),
    version: z.int().min(0).describe('of a message that could not be read: its offset'),
    type: z.string().describe('of a message that could not be read: `unreadable`'),
    error: z.string().describe('why'),
    attempts: z.int().min(1),
    parkedAt: instant,
  })
  .meta({ id: 'DeadLetter' });

export type DeadLetter = z.infer<typeof deadLetter>;

/** A dead letter with the message itself, as it came. */
const wholeLetter = deadLetter.extend({ message: z.string() });

export const deadLetterMessageSchema = messageSchema.extend({
  type: z.literal('contrail.MessageGivenUp'),
  data: wholeLetter,
});

export type DeadLetterMessage = z.infer<typeof deadLetterMessageSchema>;

/** @param log the id of the log that the consumer follows */
export function deadLetterMessage(
  letter: z.infer<typeof wholeLetter>,
  log: string,
): DeadLetterMessage {
  return {
    specversion: '1.0',
    id: `${letter.id}/${letter.attempts}`,
    source: sourceOf(log),
    type: 'contrail.MessageGivenUp',
    subject: letter.streamId,
    time: letter.parkedAt,
    datacontenttype: 'application/json',
    data: letter,
    partitionkey: letter.streamId,
  };
}
