import request from 'supertest';
import { operatorKey } from './application.js';

/** As an operator: the fare of economy, in cents. */
export function setFare(url: string, flightId: string, amount: number) {
  return request(url)
    .put(`/v1/operations/fares/${flightId}/economy`)
    .set('Authorization', `Bearer ${operatorKey}`)
    .send({ amount, currency: 'USD' });
}
