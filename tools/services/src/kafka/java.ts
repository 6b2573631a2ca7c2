import { neededProgram } from '../debian-packages.js';
import { runCommand } from '../programs/run-command.js';

/** The first Java that Kafka's broker runs on. */
const needed = 17;

/** @throws when it is missing, or too old */
export async function findJava(progress: (line: string) => void): Promise<string> {
  const java = await neededProgram('java', progress);
  const told = await runCommand(java, ['-version']);
  const version = /version "(\d+)/.exec(told)?.[1];
  if (Number(version) >= needed) return java;
  throw new Error(
    `${java} is Java ${version ?? 'of an unknown version'}, and Kafka needs ${needed} or newer:` +
      ` install it (Debian and Ubuntu: apt-get install openjdk-${needed}-jre-headless), first in PATH`,
  );
}
