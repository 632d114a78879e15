import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { type Client, clientSchema, createClientRequestSchema } from '@warmline/contracts';
import { z } from 'zod';
import { Access, MARKETERS, SUPERVISORS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InBody, Replies } from '../http/contract.js';
import { ClientService } from './client.service.js';

type CreateClientRequest = z.infer<typeof createClientRequestSchema>;

@Controller('api/clients')
export class ClientsController {
  constructor(private readonly clients: ClientService) {}

  @Get()
  @Access(MARKETERS)
  @Replies('All clients, the own company first', z.array(clientSchema))
  list(): Promise<Client[]> {
    return this.clients.list();
  }

  @Post()
  @HttpCode(201)
  @Access(SUPERVISORS)
  @Replies('Adds a client', clientSchema)
  create(
    @InBody(createClientRequestSchema) body: CreateClientRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<Client> {
    return this.clients.create(body, user.id);
  }
}
