import { Module } from '@nestjs/common';
import { BoardFactsService } from './board-facts.service.js';
import { BoardRepository } from './board.repository.js';
import { BoardService } from './board.service.js';

/** Read-only views over all features. */
@Module({
  providers: [BoardService, BoardFactsService, BoardRepository],
  exports: [BoardService],
})
export class ReportingModule {}
