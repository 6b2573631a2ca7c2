import { expect, it } from 'vitest';
import { applicationRoleUrl } from './database-role.js';

const secret = 'a secret of 32 characters, or so';

it("the application's role takes the place of whoever the url names, and knows no password of theirs", () => {
  const url = applicationRoleUrl(
    'postgres://owner:theirs@host:5433/flights?sslmode=require',
    secret,
  );
  expect(url).toMatch(
    /^postgres:\/\/flights_application:[\w-]{43}@host:5433\/flights\?sslmode=require$/,
  );
  expect(applicationRoleUrl('postgres://host:5433/flights?sslmode=require', secret)).toBe(url);
});

it('another secret is another password', () => {
  const url = 'postgres://host/flights';
  expect(applicationRoleUrl(url, secret.toUpperCase())).not.toBe(applicationRoleUrl(url, secret));
});
