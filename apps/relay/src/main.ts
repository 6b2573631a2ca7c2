import 'reflect-metadata';
import { runPart } from '#platform';
import { RelayProcess, relaySettings } from './process.module.js';

await runPart({
  name: 'relay',
  settings: relaySettings,
  module: (settings) => RelayProcess.on(settings),
});
