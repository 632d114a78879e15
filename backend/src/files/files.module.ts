import { Global, Module } from '@nestjs/common';
import { FileRepository } from './file.repository.js';
import { FileStore } from './file-store.service.js';

@Global()
@Module({ providers: [FileRepository, FileStore], exports: [FileStore] })
export class FilesModule {}
