import 'reflect-metadata';
import { runPart } from '#platform';
import { ProcessManagerProcess, processManagerSettings } from './process.module.js';

await runPart({
  name: 'process-manager',
  settings: processManagerSettings,
  module: (settings) => ProcessManagerProcess.on(settings),
});
