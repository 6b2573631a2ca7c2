import { join } from 'node:path';
import { servicesFolder } from '../project-folder.js';
import { findJava } from './java.js';
import { kafkaLibraries } from './libraries.js';

/** How one of Kafka's programs is started. */
export interface Jvm {
  java: string;
  /** What stands before the name of a main class, beside the heap. */
  flags: readonly string[];
}

/** A Java and the jars of Kafka, with a log that goes to the standard output. */
export async function kafkaJvm(progress: (line: string) => void): Promise<Jvm> {
  const java = await findJava(progress);
  const libraries = await kafkaLibraries(progress);
  const logging = join(servicesFolder, 'kafka', 'log4j2.properties');
  const flags = ['-cp', join(libraries, '*'), `-Dlog4j2.configurationFile=${logging}`];
  return { java, flags };
}
