import type { CaptureByOutbox } from '#fares';
import { type Configuration, serverSettings } from '#tools/instance';
import { z } from 'zod';

/** What the embedded profile reads. */
export const embeddedSettings = z.object({
  ...serverSettings.shape,
  CAPTURE: z
    .enum(
      ['application', 'trigger'],
      'is neither application nor trigger (wal needs Kafka Connect, which npm run start:distributed has)',
    )
    .default('trigger')
    .describe('how changed fares are captured: application or trigger'),
});

export interface EmbeddedConfiguration extends Configuration {
  /** How changed fares are captured. */
  capture: CaptureByOutbox;
}
