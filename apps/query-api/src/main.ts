import 'reflect-metadata';
import { runPart } from '#platform';
import { QueryApiProcess, queryApiSettings } from './process.module.js';

await runPart({
  name: 'query-api',
  settings: queryApiSettings,
  module: (settings) => QueryApiProcess.on(settings),
});
