import { Checkpoints, EmbeddedStream } from '#streaming';
import { followsTheLog } from './stream-contract.js';

followsTheLog('the log itself', (database, eventStore) => {
  const checkpoints = new Checkpoints({ url: database.url, onConnectionLost: () => undefined });
  return Promise.resolve({
    open: (options) =>
      new EmbeddedStream({
        ...options,
        follow: (after, limit) => eventStore.follow(after, limit),
        distance: (after) => eventStore.distance(after),
        checkpoints,
      }),
    close: () => checkpoints.close(),
  });
});
