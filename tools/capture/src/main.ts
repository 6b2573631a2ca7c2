import { applicationDatabase } from '#database';
import { aborted, parseSettings, stopSignal } from '#platform/process';
import { Kafka } from '#streaming';
import { runCommandLine } from '#tools/command-line';
import { Logger } from '@nestjs/common';
import { captureFares } from './capture-fares.js';
import { captureSettings } from './settings.js';

const progress = (line: string) => console.log(line);

// Beside the parts of the distributed profile, which never know the owner.
await runCommandLine(
  {
    parseAsync: async () => {
      Logger.overrideLogger(['error', 'warn', 'log']);
      const given = parseSettings(captureSettings, process.env);
      const stopping = stopSignal();
      const { log } = await applicationDatabase(given);
      const capture = await captureFares(
        {
          way: given.CAPTURE,
          connect: () => Promise.resolve(given.CONNECT_URL),
          ownerUrl: given.DATABASE_URL,
          secret: given.CONTRAIL_SECRET,
          kafka: new Kafka({
            brokers: given.KAFKA_BROKERS,
            prefix: given.KAFKA_PREFIX,
            clientId: 'capture',
          }),
          secretsFolder: given.CONNECT_SECRETS,
          ...{ log, progress },
        },
        stopping,
      );
      progress(`changes of fares are captured: ${given.CAPTURE}`);
      // Whoever waits for a signal alone is not kept alive by it.
      const alive = setInterval(() => undefined, 60_000);
      await capture?.keep(stopping);
      await aborted(stopping);
      clearInterval(alive);
    },
  },
  'Changes of fares are not captured',
);
