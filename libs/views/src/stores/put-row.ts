import { type CommandParser, defineScript } from 'redis';

/** How the row that was brought compares with the one that was there: 1 is taken, -1 is older. */
export type PutAge = -1 | 0 | 1;

/** Compares and sets a row in one step, by generation first, then by version. */
export const putRow = defineScript({
  NUMBER_OF_KEYS: 1,
  SCRIPT: `
    local known = redis.call('HMGET', KEYS[1], 'generation', 'version')
    local age = 1
    if known[1] then
      age = tonumber(ARGV[1]) - tonumber(known[1])
      if age == 0 then age = tonumber(ARGV[2]) - tonumber(known[2]) end
    end
    if age < 0 then return -1 end
    if age == 0 then return 0 end
    redis.call('HSET', KEYS[1],
      'generation', ARGV[1], 'version', ARGV[2], 'asOf', ARGV[3], 'state', ARGV[4])
    return 1`,
  parseCommand(
    parser: CommandParser,
    key: string,
    row: { generation: number; version: number; asOf: string; state: string },
  ) {
    parser.pushKey(key);
    parser.push(`${row.generation}`, `${row.version}`, row.asOf, row.state);
  },
  transformReply: (age: PutAge): PutAge => age,
});
