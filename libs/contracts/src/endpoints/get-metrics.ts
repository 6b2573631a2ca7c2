import { z } from 'zod';
import { endpoint } from './endpoint.js';

export const getMetrics = endpoint({
  method: 'GET',
  path: '/metrics',
  tag: 'system',
  summary: 'What the process measures, for Prometheus',
  answers: {
    200: {
      description: "in Prometheus' text format",
      contentType: 'text/plain',
      schema: z.string(),
      example: 'contrail_log_reachable 1',
    },
  },
  problems: [],
});
