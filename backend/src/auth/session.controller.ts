import { Controller, Delete, Get, HttpCode, Patch, Post, Req, Res } from '@nestjs/common';
import {
  firstAdministratorRequestSchema,
  installationSchema,
  meSchema,
  preferencesRequestSchema,
  signInRequestSchema,
} from '@warmline/contracts';
import type {
  FirstAdministratorRequest,
  Installation,
  Me,
  PreferencesRequest,
  SignInRequest,
} from '@warmline/contracts';
import type { Request, Response } from 'express';
import { AppConfig } from '../config/app-config.js';
import { CurrentUser, InBody, Replies } from '../http/contract.js';
import { Access } from './access.js';
import { InstallationService } from './installation.service.js';
import { PeopleService, presentPerson } from './people.service.js';
import type { SessionUser } from './session.repository.js';
import { SESSION_COOKIE, SessionService, sessionToken } from './session.service.js';

@Controller('api')
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly people: PeopleService,
    private readonly installation: InstallationService,
    private readonly config: AppConfig,
  ) {}

  @Get('installation')
  @Access('public')
  @Replies('Whether the first administrator is still to be made; the sign-ins of the demo', installationSchema)
  describe(): Promise<Installation> {
    return this.installation.describe();
  }

  @Post('installation/administrator')
  @HttpCode(201)
  @Access('public')
  @Replies('First run: makes the administrator and signs him in', meSchema)
  async createFirst(
    @InBody(firstAdministratorRequestSchema) body: FirstAdministratorRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const person = await this.installation.createFirstAdministrator(body);
    const token = await this.sessions.open(person.id, request.headers['user-agent'] ?? '');
    this.setCookie(response, token);
    return this.me(person.id);
  }

  @Post('session')
  @HttpCode(200)
  @Access('public')
  @Replies('Signs in; the session is an httpOnly cookie', meSchema)
  async signIn(
    @InBody(signInRequestSchema) body: SignInRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const { token, user } = await this.sessions.signIn({
      ...body,
      address: request.ip ?? '',
      userAgent: request.headers['user-agent'] ?? '',
    });
    this.setCookie(response, token);
    return this.me(user.id);
  }

  @Get('session')
  @Access('signed-in')
  @Replies('Who I am', meSchema)
  whoAmI(@CurrentUser() user: SessionUser): Promise<Me> {
    return this.me(user.id);
  }

  @Patch('session/preferences')
  @Access('signed-in')
  @Replies('Language and theme, kept on the profile', meSchema)
  async setPreferences(
    @InBody(preferencesRequestSchema) body: PreferencesRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<Me> {
    await this.people.setPreferences(user.id, body);
    return this.me(user.id);
  }

  @Delete('session')
  @HttpCode(204)
  @Access('signed-in')
  @Replies('Signs out')
  async signOut(
    @CurrentUser() user: SessionUser,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.sessions.signOut(sessionToken(request.headers.cookie) ?? '', user.id);
    response.clearCookie(SESSION_COOKIE, { path: '/' });
  }

  private setCookie(response: Response, token: string): void {
    const secure = this.config.publicUrl?.startsWith('https:') ?? false;
    response.cookie(SESSION_COOKIE, token, { httpOnly: true, sameSite: 'lax', secure, path: '/' });
  }

  private async me(userId: string): Promise<Me> {
    const user = await this.people.get(userId);
    const { id, login, name, role, locale, synthetic } = presentPerson(user);
    const demo = await this.installation.hasDemo();
    return { id, login, name, role, locale, theme: user.theme, demo, synthetic };
  }
}
