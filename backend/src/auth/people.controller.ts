import { Controller, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { changePersonRequestSchema, createPersonRequestSchema, personSchema, userIdSchema } from '@warmline/contracts';
import type { ChangePersonRequest, CreatePersonRequest, Person } from '@warmline/contracts';
import { z } from 'zod';
import { CurrentUser, InBody, InParams, Replies } from '../http/contract.js';
import { Access, ADMINISTRATORS, SUPERVISORS } from './access.js';
import { PeopleService } from './people.service.js';
import type { SessionUser } from './session.repository.js';

const personParams = z.object({ id: userIdSchema });

@Controller('api/people')
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Get()
  @Access([...SUPERVISORS, 'marketer'])
  @Replies('Everybody with an account', z.array(personSchema))
  list(): Promise<Person[]> {
    return this.people.list();
  }

  @Post()
  @HttpCode(201)
  @Access(ADMINISTRATORS)
  @Replies('Adds a person', personSchema)
  create(
    @InBody(createPersonRequestSchema) body: CreatePersonRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<Person> {
    return this.people.create(body, user.id);
  }

  @Patch(':id')
  @Access(ADMINISTRATORS)
  @Replies('Changes a person; a new password, role or a disabled account ends all sessions', personSchema)
  change(
    @InParams(personParams) params: z.infer<typeof personParams>,
    @InBody(changePersonRequestSchema) body: ChangePersonRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<Person> {
    return this.people.change(params.id, body, user.id);
  }
}
