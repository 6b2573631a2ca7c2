import { problems } from '#contracts';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';

let database: TestDatabase;
let application: RunningApplication;

beforeAll(async () => {
  database = await createDatabase();
  application = await startApplication(database);
});

afterAll(async () => {
  expect(await application.stop()).toBe(0);
  await database.drop();
});

describe('the page of a problem', () => {
  it.each(Object.entries(problems))('explains %s', async (name, { status, title }) => {
    const page = await request(application.url).get(`/problems/${name}`).expect(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.text).toContain(`<h1>${title}</h1>`);
    expect(page.text).toContain(`<code>${name}</code>, status ${status}`);
    expect(page.text).not.toContain('`');
  });

  it.each(['hat', 'toString', '%3Cscript%3E'])('%s: is none', async (name) => {
    const { status, body } = await request(application.url).get(`/problems/${name}`);
    expect(status).toBe(404);
    expect(body.type).toBe('/problems/not-found');
  });
});
