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
  /** None once it is closed. */
  private descriptor: number | undefined;
  private bytes: number;
  private isFailing = false;

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

  /**
   * What cannot be written is told once on standard error: who logs goes on. Nothing is written once it is closed.
   *
   * @param lines each with its end
   */
  write(lines: string): void {
    if (this.descriptor === undefined) return;
    try {
      if (this.bytes >= this.bound) this.descriptor = this.begunAnew(this.descriptor);
      this.bytes += writeSync(this.descriptor, lines);
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) console.error(`${this.file} cannot be written: ${String(error)}`);
      this.isFailing = true;
    }
  }

  /** Does nothing when it is closed. */
  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }

  private begunAnew(full: number): number {
    renameSync(this.file, `${this.file}.1`);
    const descriptor = openSync(this.file, 'a', 0o600);
    closeSync(full);
    this.bytes = 0;
    return descriptor;
  }
}
