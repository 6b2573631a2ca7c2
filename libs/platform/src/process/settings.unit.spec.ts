import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseSettings, settings } from './settings.js';

type Setting = keyof typeof settings;

function parse(name: Setting, value?: string): unknown {
  const env = value === undefined ? {} : { [name]: value };
  return parseSettings(z.object({ [name]: settings[name] }), env)[name];
}

describe('a setting', () => {
  it.each<[Setting, string | undefined, unknown]>([
    ['PORT', undefined, 3000],
    ['PORT', '0', 0],
    ['HOLD_SECONDS', undefined, 900],
    ['DATABASE_URL', 'postgresql://host/contrail', 'postgresql://host/contrail'],
    ['KAFKA_BROKERS', 'one:9092,two.example:9093', ['one:9092', 'two.example:9093']],
    ['KAFKA_PREFIX', undefined, 'contrail'],
    ['KAFKA_PREFIX', 'test-7.a', 'test-7.a'],
    ['TRUSTED_PROXIES', 'loopback,10.0.0.0/8', ['loopback', '10.0.0.0/8']],
    ['REDIS_URL', 'rediss://:password@host:6380/1', 'rediss://:password@host:6380/1'],
  ])('%s: %s', (name, value, parsed) => {
    expect(parse(name, value)).toEqual(parsed);
  });

  it.each<[Setting, string | undefined, string]>([
    ['PORT', '70000', 'is not a whole number from 0 to 65535'],
    ['LOG_LEVEL', 'hidden', 'is none of the levels'],
    ['CONTRAIL_SECRET', undefined, 'is missing'],
    ['CONTRAIL_SECRET', 'hidden', 'is shorter than 32 characters'],
    ['CONTRAIL_OPERATOR_KEY', undefined, 'is missing'],
    ['CONTRAIL_OPERATOR_KEY', 'hidden', 'is not of 16 visible ASCII characters or more'],
    ['DATABASE_URL', undefined, 'is missing'],
    ['DATABASE_URL', 'http://hidden', 'is not a postgres:// address'],
    ['DATABASE_URL', 'postgres://hidden', 'names no database'],
    ['KAFKA_BROKERS', undefined, 'is missing'],
    ['KAFKA_BROKERS', 'hidden', 'is not a list of host:port'],
    ['KAFKA_BROKERS', 'one:9092,', 'is not a list of host:port'],
    ['KAFKA_PREFIX', 'Hidden', 'is not of 1 to 100 small letters'],
    ['KAFKA_PREFIX', '', 'is not of 1 to 100 small letters'],
    ['TRUSTED_PROXIES', 'hidden, loopback', 'is not a list of addresses'],
    ['REDIS_URL', 'http://hidden', 'is not a redis:// or rediss:// address'],
  ])('%s: %s is refused by its name, and never shown', (name, value, fault) => {
    expect(() => parse(name, value)).toThrow(`the configuration is wrong: ${name}: ${fault}`);
    expect(() => parse(name, value)).not.toThrow(/hidden/i);
  });

  it('does not hide another that is wrong too', () => {
    const rules = z.object({ PORT: settings.PORT, REDIS_URL: settings.REDIS_URL });
    const wrong =
      'the configuration is wrong: PORT: is not a whole number from 0 to 65535; REDIS_URL: is missing';
    expect(() => parseSettings(rules, { PORT: 'x' })).toThrow(wrong);
  });
});
