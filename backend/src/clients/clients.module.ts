import { Module } from '@nestjs/common';
import { ClientRepository } from './client.repository.js';
import { ClientService } from './client.service.js';
import { ClientsController } from './clients.controller.js';

@Module({ controllers: [ClientsController], providers: [ClientRepository, ClientService], exports: [ClientService] })
export class ClientsModule {}
