import { problems } from '#contracts';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, openClient } from '../setup/client.js';

let client: Client;

beforeAll(async () => {
  client = await openClient();
});

afterAll(() => client.stop());

describe('the page of a problem', () => {
  it.each(Object.entries(problems))('explains %s', async (name, { status, title }) => {
    const page = await request(client.application.url).get(`/problems/${name}`).expect(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.text).toContain(`<h1>${title}</h1>`);
    expect(page.text).toContain(`<code>${name}</code>, status ${status}`);
    expect(page.text).not.toContain('`');
  });

  it.each(['hat', 'toString', '%3Cscript%3E'])('%s: is none', async (name) => {
    const { status, body } = await request(client.application.url).get(`/problems/${name}`);
    expect(status).toBe(404);
    expect(body.type).toBe('/problems/not-found');
  });
});
