import { faresTopic } from '#contracts';
import type { Outbox } from '#fares';
import type { MessageProducer } from '#streaming';

const batchSize = 500;

/**
 * Sends the first changes of fares that wait in the outbox, and takes them out of it: a crash in between sends them
 * again. Answers whether there were any.
 *
 * @param log the id of the log that their flights are in
 */
export async function relayFares(
  outbox: Outbox,
  producer: MessageProducer,
  log: string,
): Promise<boolean> {
  const rows = await outbox.first(batchSize);
  if (rows.length === 0) return false;
  await producer.send(
    faresTopic,
    rows.map(({ flightId, cabin, amount, currency, revision }) => {
      return { log, flightId, cabin, amount, currency, revision };
    }),
  );
  await outbox.remove(rows);
  return true;
}
