import type { Endpoint } from '#contracts';
import { applyDecorators, HttpCode, RequestMapping, RequestMethod } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

/** The contract that a route carries. */
export const contractOf = Reflector.createDecorator<Endpoint>();

/** An endpoint's path as the router writes it: `/v1/flights/:flightId`. */
export function routePath({ path }: Endpoint): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** Routes an endpoint's requests to the method below: its path, its status, whose credential it needs. */
export function Route(contract: Endpoint): MethodDecorator {
  const [status = 200] = Object.keys(contract.answers).map(Number);
  return applyDecorators(
    RequestMapping({ method: RequestMethod[contract.method], path: routePath(contract) }),
    HttpCode(status),
    contractOf(contract),
  );
}
