import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { z } from 'zod';
import { Access } from '../auth/access.js';
import { LeaderConnection } from '../kernel/leader-connection.js';
import { Replies } from './contract.js';
import { toOpenApi } from './openapi.rules.js';
import { RoutesService } from './routes.service.js';

const healthSchema = z.object({ database: z.enum(['up', 'down']) });

@Controller('api')
class HttpController {
  constructor(
    private readonly routes: RoutesService,
    private readonly leader: LeaderConnection,
  ) {}

  @Get('openapi.json')
  @Access('public')
  @Replies('This document')
  openApi(): Record<string, unknown> {
    return toOpenApi(this.routes.describe());
  }

  @Get('health')
  @Access('public')
  @Replies('Whether the process can work', healthSchema)
  health(): z.infer<typeof healthSchema> {
    return { database: this.leader.unavailableSince === null ? 'up' : 'down' };
  }
}

@Module({
  imports: [DiscoveryModule],
  controllers: [HttpController],
  providers: [RoutesService],
  exports: [RoutesService],
})
export class HttpModule {}
