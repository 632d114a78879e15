import { Controller, Delete, HttpCode, Req } from '@nestjs/common';
import { type RemoveDemoRequest, removeDemoRequestSchema } from '@warmline/contracts';
import type { Request } from 'express';
import { Access, ADMINISTRATORS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { sessionToken } from '../auth/session.service.js';
import { CurrentUser, InBody, Replies } from '../http/contract.js';
import { DemoRemoval } from './demo-removal.service.js';

@Controller('api/demo')
export class DemoController {
  constructor(private readonly removal: DemoRemoval) {}

  @Delete()
  @HttpCode(204)
  @Access(ADMINISTRATORS)
  @Replies('Removes everything the demo brought and closes its accounts, but the one that asks')
  async remove(
    @InBody(removeDemoRequestSchema) { password }: RemoveDemoRequest,
    @CurrentUser() user: SessionUser,
    @Req() request: Request,
  ): Promise<void> {
    await this.removal.remove({ actorId: user.id, token: sessionToken(request.headers.cookie) ?? '', password });
  }
}
