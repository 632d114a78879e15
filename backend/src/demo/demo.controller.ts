import { Controller, Delete, HttpCode } from '@nestjs/common';
import { Access, ADMINISTRATORS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, Replies } from '../http/contract.js';
import { DemoRemoval } from './demo-removal.service.js';

@Controller('api/demo')
export class DemoController {
  constructor(private readonly removal: DemoRemoval) {}

  @Delete()
  @HttpCode(204)
  @Access(ADMINISTRATORS)
  @Replies('Removes everything the demo brought and closes its accounts, but the one that asks')
  async remove(@CurrentUser() user: SessionUser): Promise<void> {
    await this.removal.remove(user.id);
  }
}
