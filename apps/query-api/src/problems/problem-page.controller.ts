import { type AnswerOf, getProblem, type RequestOf } from '#contracts';
import { Parsed, Problem, Route } from '#platform';
import { Controller, Header } from '@nestjs/common';
import { isProblemName, problemPage } from './problem-page.js';

@Controller()
export class ProblemPageController {
  @Route(getProblem)
  @Header('Cache-Control', 'public, max-age=3600')
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(
    @Parsed(getProblem) { params: { name } }: RequestOf<typeof getProblem>,
  ): AnswerOf<typeof getProblem> {
    if (!isProblemName(name)) throw new Problem('not-found', 'there is no problem of that name');
    return problemPage(name);
  }
}
