import { readConfig } from '@app/config';
import {
  Controller,
  Get,
  type INestApplication,
  InternalServerErrorException,
  Logger as NestLogger,
  Post,
} from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Logger, PinoLogger } from 'nestjs-pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LoggingModule } from './logging.module.js';
import { logRequests } from './request-line.js';

const FLOW = '018f4d2e-7a10-7c3e-9b1a-0123456789ab';

@Controller()
class TalkingController {
  private readonly logger = new NestLogger('Talk');

  @Get('health')
  health(): string {
    return 'ok';
  }

  @Get('health/down')
  down(): never {
    throw new InternalServerErrorException();
  }

  @Post('flows/:id/run')
  run(): string {
    this.logger.log({ password: 'hunter2', about: 'a run' });
    return 'ok';
  }
}

describe('the log of a process', () => {
  let app: INestApplication;
  const lines: Record<string, unknown>[] = [];

  beforeAll(async () => {
    const config = readConfig({ DATABASE_URL: 'postgres://u:p@localhost/d' });
    const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
    const module = await Test.createTestingModule({
      imports: [LoggingModule.forRoot(config, 'api', destination)],
      controllers: [TalkingController],
    }).compile();
    const adapter = new FastifyAdapter({ genReqId: () => 'req-1' });
    app = module.createNestApplication<NestFastifyApplication>(adapter);
    app.useLogger(app.get(Logger));
    logRequests(adapter.getInstance(), await app.resolve(PinoLogger));
    await app.init();
  });
  afterAll(() => app.close());
  beforeEach(() => void lines.splice(0));

  const inject = (method: 'GET' | 'POST', url: string): Promise<unknown> =>
    (app as NestFastifyApplication).inject({
      method,
      url,
      ...(method === 'POST' ? { payload: { some: 'body' } } : {}),
    });

  it('has one line a request, with its id, flow, status and time', async () => {
    await inject('POST', `/flows/${FLOW}/run`);
    const line = lines.find(({ msg }) => msg === 'request answered');
    expect(line).toMatchObject({
      level: 'info',
      service: 'api',
      request_id: 'req-1',
      method: 'POST',
      status: 201,
      flow_id: FLOW,
    });
    expect(line?.['ms']).toBeTypeOf('number');
    expect(lines.filter(({ status }) => status !== undefined)).toHaveLength(1);
  });

  it("carries the request's id on what Nest's logger writes meanwhile, with secrets taken out", async () => {
    await inject('POST', `/flows/${FLOW}/run`);
    expect(lines[0]).toMatchObject({ context: 'Talk', request_id: 'req-1', about: 'a run', password: '[redacted]' });
  });

  it('has a line for a path that is not served', async () => {
    await inject('GET', '/nowhere');
    expect(lines).toMatchObject([{ level: 'info', status: 404, url: '/nowhere', request_id: 'req-1' }]);
  });

  it('is quiet about health checks that are well, and warns of others', async () => {
    await inject('GET', '/health?x=1');
    expect(lines).toEqual([]);
    await inject('GET', '/health/down');
    expect(lines).toMatchObject([{ level: 'warn', status: 500 }]);
  });
});
