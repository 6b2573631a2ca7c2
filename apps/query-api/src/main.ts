import 'reflect-metadata';
import { runPart } from '#platform';
import { QueryApiProcess, queryApiSettings } from './process.module.js';

await runPart({
  name: 'query-api',
  settings: queryApiSettings,
  workers: ({ QUERY_WORKERS }) => QUERY_WORKERS,
  module: (settings) => QueryApiProcess.on(settings),
});
