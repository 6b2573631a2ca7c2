import { bookingStreamId } from '#domain';
import { Vault } from '#vault';
import { Injectable } from '@nestjs/common';
import type { ComeAgain, TaskOf } from './task.js';

/** Ends an erasure that was cut off after its event. */
@Injectable()
export class EraseKey {
  constructor(private readonly vault: Vault) {}

  async run({ recordLocator }: TaskOf<'erase-key'>): Promise<ComeAgain> {
    await this.vault.erase(bookingStreamId(recordLocator));
    return undefined;
  }
}
