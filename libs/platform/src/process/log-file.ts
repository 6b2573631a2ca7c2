import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Two files of it are kept of each name. */
const mostBytes = 16 * 1024 * 1024;

/** The folder of a data directory in which the logs of its parts are kept. */
export function logFolder(dataDirectory: string): string {
  return join(dataDirectory, 'log');
}

/** Lines of a part's log in `NAME.log`, and those before in `NAME.log.1`: bounded, and there after a kill. */
export class LogFile {
  private readonly file: string;
  private descriptor: number;
  private bytes: number;

  /** @param name of the part, or of its copy */
  constructor(
    dataDirectory: string,
    name: string,
    private readonly bound = mostBytes,
  ) {
    const folder = logFolder(dataDirectory);
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, `${name}.log`);
    this.descriptor = openSync(this.file, 'a', 0o600);
    this.bytes = fstatSync(this.descriptor).size;
  }

  /** @param lines each with its end */
  write(lines: string): void {
    if (this.bytes >= this.bound) this.beginAnew();
    this.bytes += writeSync(this.descriptor, lines);
  }

  private beginAnew(): void {
    closeSync(this.descriptor);
    renameSync(this.file, `${this.file}.1`);
    this.descriptor = openSync(this.file, 'a', 0o600);
    this.bytes = 0;
  }
}
