import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { EnvelopeInterceptor } from './envelope/envelope.interceptor.js';
import { ErrorFilter } from './error/error.filter.js';
import { Closing } from './server/closing.js';
import { RequestPipe } from './validation/request.pipe.js';

/** The manners of the API, for every controller of the application that imports it. */
@Global()
@Module({
  providers: [
    { provide: APP_PIPE, useClass: RequestPipe },
    { provide: APP_FILTER, useClass: ErrorFilter },
    { provide: APP_INTERCEPTOR, useClass: EnvelopeInterceptor },
    Closing,
  ],
  exports: [Closing],
})
export class HttpModule {}
