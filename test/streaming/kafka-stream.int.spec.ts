import { randomUUID } from 'node:crypto';
import { Outbox } from '#fares';
import { Checkpoints, Kafka, KafkaStream } from '#streaming';
import { kafkaBrokers } from '../setup/service-address.js';
import { Relay } from '#relay';
import { followsTheLog } from './stream-contract.js';

followsTheLog('Kafka behind the relay', async (database, eventStore) => {
  const { url } = database;
  const checkpoints = new Checkpoints({ url, onConnectionLost: () => undefined });
  const outbox = new Outbox({ url, onConnectionLost: () => undefined });
  const kafka = new Kafka({
    brokers: [await kafkaBrokers()],
    prefix: `test-${randomUUID()}`,
    clientId: 'tests',
  });
  await kafka.ensureTopics();
  const relay = new Relay({ eventStore, checkpoints, outbox, kafka, url });
  relay.onApplicationBootstrap();
  return {
    open: (options) => new KafkaStream({ ...options, kafka }),
    close: async () => {
      await relay.beforeApplicationShutdown();
      await Promise.all([checkpoints.close(), outbox.close()]);
    },
  };
});
