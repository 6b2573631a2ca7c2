import type { Endpoint } from '#contracts';
import { applyDecorators, HttpCode, RequestMapping, RequestMethod } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

/** The contract that a route carries. */
export const contractOf = Reflector.createDecorator<Endpoint>();

/** Routes an endpoint's requests to the method below: its path, its status, whose credential it needs. */
export function Route(contract: Endpoint): MethodDecorator {
  const path = contract.path.replaceAll(/\{(\w+)\}/g, ':$1');
  const [status = 200] = Object.keys(contract.answers).map(Number);
  return applyDecorators(
    RequestMapping({ method: RequestMethod[contract.method], path }),
    HttpCode(status),
    contractOf(contract),
  );
}
