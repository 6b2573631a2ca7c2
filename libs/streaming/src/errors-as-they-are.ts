import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { type Observable, throwError } from 'rxjs';

/** A stream is told what its handler threw; by itself Nest would tell it an internal error, without the reason. */
@Catch()
export class ErrorsAsTheyAre implements RpcExceptionFilter<unknown> {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
