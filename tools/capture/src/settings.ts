import { settings } from '#platform/process';
import { z } from 'zod';

/** DATABASE_URL is the owner's. */
export const captureSettings = z.object({
  DATABASE_URL: settings.DATABASE_URL,
  CONTRAIL_SECRET: settings.CONTRAIL_SECRET,
  KAFKA_BROKERS: settings.KAFKA_BROKERS,
  KAFKA_PREFIX: settings.KAFKA_PREFIX,
  CAPTURE: settings.CAPTURE.default('wal'),
  CONNECT_URL: settings.CONNECT_URL,
  CONNECT_SECRETS: settings.CONNECT_SECRETS,
});
