import 'reflect-metadata';
import { runPart } from '#platform';
import { KafkaStream } from '#streaming';
import { ProcessManagerProcess, processManagerSettings } from './process.module.js';

await runPart({
  name: 'process-manager',
  settings: processManagerSettings,
  module: (settings) => ProcessManagerProcess.on(settings),
  stream: KafkaStream,
});
