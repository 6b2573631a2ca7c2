import 'reflect-metadata';
import { partSettings, runPart } from '#platform';
import { settings } from '#platform/process';
import { z } from 'zod';
import { CrudTwinModule } from './crud-twin.module.js';

await runPart({
  name: 'crud-twin',
  settings: z.object({
    ...partSettings,
    CONTRAIL_OPERATOR_KEY: settings.CONTRAIL_OPERATOR_KEY,
    HOLD_SECONDS: settings.HOLD_SECONDS,
  }),
  module: (given) => CrudTwinModule.on(given),
});
