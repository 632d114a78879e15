import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessGuard } from './access.guard.js';
import { InstallationService } from './installation.service.js';
import { RefusalTrail } from './refusal-trail.service.js';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';
import { SessionController } from './session.controller.js';
import { SessionRepository } from './session.repository.js';
import { SessionService } from './session.service.js';
import { UserEntity } from './user.entity.js';
import { UserRepository } from './user.repository.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([UserEntity])],
  controllers: [SessionController, PeopleController],
  providers: [
    SessionRepository,
    UserRepository,
    SessionService,
    PeopleService,
    InstallationService,
    RefusalTrail,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [SessionService, PeopleService, InstallationService, RefusalTrail],
})
export class AuthModule {}
