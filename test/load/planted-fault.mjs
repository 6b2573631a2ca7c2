// Preloaded into the application: one of its modules gets another source. PLANTED_FAULT is a JSON of `Fault`.
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

/** @typedef {{ module: string, sound: string, faulty: string }} Fault */

/** @type {Fault} */
const fault = JSON.parse(process.env['PLANTED_FAULT'] ?? '{}');

if (isMainThread) register(import.meta.url, { data: fault });

/** @type {Fault} */
let planted = fault;

/** @type {import('node:module').InitializeHook<Fault>} */
export function initialize(data) {
  planted = data;
}

/** @type {import('node:module').LoadHook} */
export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  if (!url.endsWith(planted.module)) return loaded;
  const source = String(loaded.source);
  if (!source.includes(planted.sound)) throw new Error(`${url} has no ${planted.sound}`);
  return { ...loaded, source: source.replace(planted.sound, planted.faulty) };
}
