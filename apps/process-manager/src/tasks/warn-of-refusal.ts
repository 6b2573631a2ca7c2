import { Logger } from '@nestjs/common';
import type { Task } from './task.js';

const logger = new Logger('process-manager');

/** What the domain refuses it will refuse again: told to the operators, and done with. */
export function warnOfRefusal(
  { step, recordLocator, causationId }: Extract<Task, { recordLocator: string }>,
  refusal: { name: string } | undefined,
): void {
  if (refusal === undefined) return;
  logger.warn(`${step} of ${recordLocator} after ${causationId} was refused: ${refusal.name}`);
}
