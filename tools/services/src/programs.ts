import { neededNginxModule, neededProgram } from './debian-packages.js';
import { connect, jvmOf, kafka } from './kafka/jvm.js';

/**
 * Brings what the services need onto this machine, which takes a minute the first time: a start
 * does so too, for its own.
 *
 * @throws naming what is missing and what to do
 */
export async function bringPrograms(progress: (line: string) => void): Promise<void> {
  await Promise.all([
    jvmOf(kafka, progress),
    jvmOf(connect, progress),
    neededProgram('redis-server', progress),
    nginxWithModules(progress),
  ]);
}

async function nginxWithModules(progress: (line: string) => void): Promise<void> {
  await neededNginxModule('http_js', await neededProgram('nginx', progress), progress);
}
