import 'reflect-metadata';
import { runPart } from '#platform';
import { ProjectorProcess, projectorSettings } from './process.module.js';

await runPart({
  name: 'projector',
  settings: projectorSettings,
  module: (settings) => ProjectorProcess.on(settings),
});
