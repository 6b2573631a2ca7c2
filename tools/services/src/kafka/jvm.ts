import { join } from 'node:path';
import { servicesFolder } from '../project-folder.js';
import { findJava } from './java.js';
import { librariesOf, type Product } from './maven.js';

/** How a program that runs in a JVM is started. */
export interface Jvm {
  java: string;
  /** What stands before the name of a main class, beside the heap. */
  flags: readonly string[];
}

/** Kafka's broker and its tools. */
export const kafka: Product = { folder: 'kafka', name: 'Apache Kafka' };

/** Kafka Connect, and Debezium's connector for PostgreSQL. */
export const connect: Product = { folder: 'connect', name: 'Kafka Connect with Debezium' };

/** A Java and a product's jars, with a log that goes to the standard output. */
export async function jvmOf(product: Product, progress: (line: string) => void): Promise<Jvm> {
  const java = await findJava(progress);
  const libraries = await librariesOf(product, progress);
  const logging = join(servicesFolder, 'kafka', 'log4j2.properties');
  const flags = ['-cp', join(libraries, '*'), `-Dlog4j2.configurationFile=${logging}`];
  return { java, flags };
}
