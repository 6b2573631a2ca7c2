import { type Level, pino } from 'pino';
import { expect, it } from 'vitest';
import { NestLogger } from './nest-logger.js';

/** The lines of a message that a function makes, and how often it was made. */
function toldAt(level: Level) {
  const lines: string[] = [];
  const logger = pino({ level }, { write: (line: string) => lines.push(line) });
  let made = 0;
  const message = () => ({ events: [(made += 1)] });
  new NestLogger(logger).debug(message, 'folded', 'projector');
  return { made, lines: lines.map((line): unknown => JSON.parse(line)) };
}

it('a message for debugging is made where it is told, once', () => {
  const { made, lines } = toldAt('debug');
  expect(made).toBe(1);
  expect(lines).toMatchObject([{ msg: 'folded', context: 'projector', events: [1] }]);
});

it('a message for debugging is not made where it is not told', () => {
  expect(toldAt('info')).toEqual({ made: 0, lines: [] });
});
