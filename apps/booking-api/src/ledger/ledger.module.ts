import { Module } from '@nestjs/common';
import { Ledger } from './ledger.js';
import { TrialBalanceController } from './trial-balance/trial-balance.controller.js';
import { TrialBalanceHandler } from './trial-balance/trial-balance.handler.js';

/** Seats and money as double entries. */
@Module({
  controllers: [TrialBalanceController],
  providers: [Ledger, TrialBalanceHandler],
})
export class LedgerModule {}
