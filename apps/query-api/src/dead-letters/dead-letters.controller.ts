import {
  type AnswerOf,
  getDeadLetter,
  getDeadLetters,
  postRetry,
  type RequestOf,
} from '#contracts';
import { Parsed, Problem, Route } from '#platform';
import { ParkedMessages } from '#streaming';
import { Controller, Header } from '@nestjs/common';

/** What consumers have given up, for the operators. */
@Controller()
export class DeadLettersController {
  constructor(private readonly parked: ParkedMessages) {}

  @Route(getDeadLetters)
  @Header('Cache-Control', 'no-store')
  async list(): Promise<AnswerOf<typeof getDeadLetters>> {
    return { deadLetters: await this.parked.deadLetters() };
  }

  @Route(getDeadLetter)
  @Header('Cache-Control', 'no-store')
  async one(
    @Parsed(getDeadLetter) { params: { id } }: RequestOf<typeof getDeadLetter>,
  ): Promise<AnswerOf<typeof getDeadLetter>> {
    const letter = await this.parked.deadLetter(id);
    if (letter === undefined) throw unknown(id);
    return letter;
  }

  @Route(postRetry)
  async retry(@Parsed(postRetry) { params: { id } }: RequestOf<typeof postRetry>): Promise<void> {
    if (!(await this.parked.retry(id))) throw unknown(id);
  }
}

function unknown(id: string): Problem {
  return new Problem('not-found', `there is no dead letter ${id}`);
}
