import { type CommandParser, defineScript } from 'redis';

/** Replaces a value by another one in one step, where it is there; answers 1 when it was. */
export const turnFilled = defineScript({
  NUMBER_OF_KEYS: 1,
  SCRIPT: `
    if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
    redis.call('SET', KEYS[1], ARGV[2])
    return 1`,
  parseCommand(parser: CommandParser, key: string, from: string, to: string) {
    parser.pushKey(key);
    parser.push(from, to);
  },
  transformReply: (done: 0 | 1): boolean => done === 1,
});
