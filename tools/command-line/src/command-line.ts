import { Stopped } from '#platform/process';
import { Command, CommanderError } from '@commander-js/extra-typings';

/** A command whose faults are told with what is allowed, and end nothing by themselves. */
export function newCommand(name: string) {
  return new Command(name)
    .helpOption('--help', 'tells what is allowed')
    .helpCommand(false)
    .showHelpAfterError()
    .exitOverride()
    .allowExcessArguments()
    .hook('preAction', (_program, command) => {
      const [unknown] = command.args.slice(command.registeredArguments.length);
      if (unknown !== undefined) command.error(`error: unknown argument '${unknown}'`);
    });
}

/** Text for the end of a command's help, left out where the help follows an error. */
export function unlessError(text: string) {
  return ({ error }: { error: boolean }) => (error ? '' : text);
}

/**
 * Runs the command that the arguments name. The exit code is 0, 1 when it fails, 2 when the arguments
 * are wrong, and what shells expect when a signal stopped it.
 *
 * @param failure begins the line that tells why it failed
 */
export async function runCommandLine(
  program: { parseAsync(): Promise<unknown> },
  failure: string,
): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = tell(error, failure);
  }
}

function tell(error: unknown, failure: string): number {
  // Commander has told it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Stopped) {
    console.error(error.message);
    return error.exitCode;
  }
  console.error(`${failure}: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
}
