import { bookingStreamId } from '#contracts';
import { Vault } from '#vault';
import { bookingView } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { Injectable } from '@nestjs/common';
import type { ReadHeaders } from '../cacheable.js';
import { CaughtUp } from '../caught-up.js';

/** Bookings as their view has them, with their personal data in the clear. */
@Injectable()
export class OpenedBookings {
  constructor(
    private readonly views: PostgresViewStore,
    private readonly vault: Vault,
    private readonly caughtUp: CaughtUp,
  ) {}

  /**
   * Undefined when there is none; `personalData` is undefined when it was erased.
   *
   * @throws Problem `view-behind`
   */
  async find(recordLocator: string, read: ReadHeaders) {
    await this.caughtUp.with(bookingView, read);
    const streamId = bookingStreamId(recordLocator);
    const row = await this.views.row(bookingView, streamId);
    if (!row?.state) {
      // The same look-ups as for a booking: how long they take tells nobody whether there is one.
      await this.vault.open(streamId, {});
      return undefined;
    }
    const { state: booking, version } = row;
    const { passengers, contact } = booking;
    const personalData = await this.vault.open(streamId, { passengers, contact });
    return { booking, version, personalData };
  }
}
