import type { AnswerOf, getTrialBalance } from '#contracts';
import { Query } from '@nestjs/cqrs';

export class TrialBalanceQuery extends Query<AnswerOf<typeof getTrialBalance>> {}
