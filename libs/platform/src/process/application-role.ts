import { createHmac } from 'node:crypto';

/** Who the application is in a database: it reads, and appends by the log's one function. */
export interface ApplicationRole {
  name: string;
  password: string;
}

/** @param secret CONTRAIL_SECRET: who has it can be the role, and needs no other password */
export function applicationRole(databaseUrl: string, secret: string): ApplicationRole {
  const database = decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
  return {
    name: `${database}_application`,
    password: createHmac('sha256', secret).update('database role').digest('base64url'),
  };
}

/** The same server and database as the application's role, whoever the given url names. */
export function applicationRoleUrl(databaseUrl: string, secret: string): string {
  const { name, password } = applicationRole(databaseUrl, secret);
  const url = new URL(databaseUrl);
  url.username = encodeURIComponent(name);
  url.password = password;
  return url.href;
}
