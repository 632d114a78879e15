import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { type Training, trainingSchema } from '@warmline/contracts';
import { Access, SUPERVISORS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, Replies } from '../http/contract.js';
import { TrainingService } from './training.service.js';

@Controller('api/training/operators')
export class TrainingController {
  constructor(private readonly training: TrainingService) {}

  @Get()
  @Access(SUPERVISORS)
  @Replies('How many training operators are at work', trainingSchema)
  describe(): Promise<Training> {
    return this.training.describe();
  }

  @Post()
  @HttpCode(201)
  @Access(SUPERVISORS)
  @Replies('Demo only: ten training operators come to work in the demo campaigns', trainingSchema)
  start(@CurrentUser() user: SessionUser): Promise<Training> {
    return this.training.start(user.id);
  }

  @Delete()
  @HttpCode(200)
  @Access(SUPERVISORS)
  @Replies('They end their calls and go', trainingSchema)
  stop(@CurrentUser() user: SessionUser): Promise<Training> {
    return this.training.stop(user.id);
  }
}
