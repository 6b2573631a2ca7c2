import 'reflect-metadata';
import { runPart } from '#platform';
import { KafkaStream } from '#streaming';
import { ProjectorProcess, projectorSettings } from './process.module.js';

await runPart({
  name: 'projector',
  settings: projectorSettings,
  module: (settings) => ProjectorProcess.on(settings),
  stream: KafkaStream,
});
