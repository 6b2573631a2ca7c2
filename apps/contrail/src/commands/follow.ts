import { recordLocatorPattern } from '#domain';
import { EventStore } from '#event-store';
import { newCommand, parsedBy, unlessError } from '#tools/command-line';
import { type FollowedBooking, followBooking, hopLines } from '#tools/follow';
import { instanceSettings, parseDirectory, settingsHelp } from '#tools/instance';
import { PostgresViewStore } from '#views/stores';
import { z } from 'zod';
import { type Instance, onInstance } from './on-instance.js';

const parseLocator = parsedBy(
  z.string().regex(recordLocatorPattern, 'is no record locator like 4SZU7G'),
);

export const followCommand = newCommand('follow')
  .description(
    'Tells what was done for each request about a booking, and when: from the log, by correlation id, and from the logs ' +
      'of the parts in the data directory.',
  )
  .argument('<RECORD_LOCATOR>', 'of the booking', parseLocator)
  .option('--data <DIR>', 'the data directory, instead of CONTRAIL_DATA', parseDirectory)
  .addHelpText(
    'after',
    unlessError(
      '\nThe parts tell each event that they send, fold or set timers for, unless they run with LOG_LEVEL=warn or less.\n' +
        settingsHelp(instanceSettings),
    ),
  )
  .action((recordLocator, { data }) =>
    onInstance('follow', data, (instance) => follow(instance, recordLocator)),
  );

async function follow({ ownerUrl, dataDirectory }: Instance, recordLocator: string): Promise<void> {
  const connection = { url: ownerUrl, onConnectionLost: () => undefined };
  const eventStore = new EventStore(connection);
  const views = new PostgresViewStore(connection);
  try {
    const sources = { eventStore, views, dataDirectory };
    const followed = await followBooking(sources, recordLocator);
    if (followed === undefined) throw new Error(`there is no booking ${recordLocator}`);
    tell(followed);
  } finally {
    await Promise.all([eventStore.close(), views.close()]);
  }
}

function tell({ requests, version, seen }: FollowedBooking): void {
  for (const request of requests) {
    console.log(`request ${request.correlationId}`);
    for (const line of hopLines(request)) console.log(`  ${line}`);
  }
  console.log(`the view of bookings has ${seen} of its ${version} events`);
}
