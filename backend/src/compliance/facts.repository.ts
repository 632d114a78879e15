export {
  campaignContext,
  momentReasonSql,
  refusalOfRow,
  refusedUntilOfRow,
  type RefusalContext,
} from './refusal-sql.repository.js';
