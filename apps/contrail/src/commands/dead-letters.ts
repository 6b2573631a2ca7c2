import type { DeadLetter } from '#contracts';
import { ParkedMessages } from '#streaming';
import { newCommand, parsedBy, unlessError } from '#tools/command-line';
import { instanceSettings, parseDirectory, settingsHelp } from '#tools/instance';
import { z } from 'zod';
import { type Instance, onInstance } from './on-instance.js';

const parseId = parsedBy(z.string().regex(/^[1-9]\d{0,17}$/, 'is not the number of a dead letter'));

function dataOption(command: ReturnType<typeof newCommand>) {
  return command
    .option('--data <DIR>', 'the data directory, instead of CONTRAIL_DATA', parseDirectory)
    .addHelpText('after', unlessError(settingsHelp(instanceSettings)));
}

const retryCommand = dataOption(newCommand('retry'))
  .description('Has one handled once more; what waits behind it follows in order.')
  .argument('<ID>', 'its number in the list', parseId)
  .action((id, _options, command) => {
    // The list's command knows the option too, and takes it wherever it stands.
    const { data } = command.optsWithGlobals();
    return onInstance('dead-letters', data, (instance) =>
      withParked(instance, (parked) => retry(parked, id)),
    );
  });

export const deadLettersCommand = dataOption(newCommand('dead-letters'))
  .description('Lists what consumers have given up, each with its stream waiting behind it.')
  .action(({ data }) => onInstance('dead-letters', data, (instance) => withParked(instance, list)))
  .addCommand(retryCommand);

async function withParked(
  { ownerUrl }: Instance,
  work: (parked: ParkedMessages) => Promise<void>,
): Promise<void> {
  const parked = new ParkedMessages({ url: ownerUrl, onConnectionLost: () => undefined });
  try {
    await work(parked);
  } finally {
    await parked.close();
  }
}

async function list(parked: ParkedMessages): Promise<void> {
  const letters = await parked.deadLetters();
  for (const letter of letters) console.log(line(letter));
  console.log(
    letters.length === 0 ? 'no dead letter' : 'dead-letters retry ID has one handled once more',
  );
}

async function retry(parked: ParkedMessages, id: string): Promise<void> {
  if (!(await parked.retry(id))) throw new Error(`there is no dead letter ${id}`);
  console.log(`${id} is due again; a running instance handles it`);
}

function line({ id, consumer, streamId, version, type, error, attempts, parkedAt }: DeadLetter) {
  const what = `${consumer} gave up ${streamId}@${version} (${type}), parked at ${parkedAt}`;
  return `${id}: ${what}, after ${attempts} attempts: ${error.replaceAll('\n', ' ')}`;
}
