import type { Import, LeadList, LegalSource } from '@warmline/contracts';
import type { ImportRecord } from './import.repository.js';
import type { ListRow } from './lead-list.repository.js';

/** Rows as the wire knows them. */
export function presentList(row: ListRow, leads: LeadList['leads'], lastImport: ImportRecord | undefined): LeadList {
  return {
    id: row.id as LeadList['id'],
    clientId: row.clientId as LeadList['clientId'],
    clientName: row.clientName,
    name: row.name,
    audience: row.audience,
    areaCode: row.areaCode,
    defaultZone: row.defaultZone,
    defaultZoneBy: row.defaultZoneBy,
    synthetic: row.synthetic,
    standard: row.standard,
    price: row.price,
    archived: row.archivedAt !== null,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    version: row.version,
    legalSource: presentLegalSource(row),
    leads,
    lastImport: lastImport === undefined ? null : presentImport(lastImport),
  };
}

function presentLegalSource({ legal }: ListRow): LegalSource {
  const confirmedAt = legal.confirmedAt === null ? null : new Date(legal.confirmedAt).toISOString();
  return { ...legal, confirmedAt };
}

/** Imports of before these were counted have none. */
const NOT_COUNTED_BEFORE: Partial<NonNullable<Import['counts']>> = { branches: 0, sameInnLeads: 0 };

export function presentImport(record: ImportRecord): Import {
  const { counts } = record;
  const judged = 'rows' in counts;
  return {
    id: record.id as Import['id'],
    listId: record.listId as Import['listId'],
    fileName: record.fileName,
    state: record.state,
    counts: judged ? { ...NOT_COUNTED_BEFORE, ...(counts as NonNullable<Import['counts']>) } : null,
    branches: record.settings.rules?.branches ?? 'by_name',
    reasons: judged ? counts['reasons'] : {},
    fill: judged ? (counts.fill ?? []) : [],
    error: record.errorCode === null ? null : { code: record.errorCode, params: record.errorParams ?? {} },
    createdBy: record.createdBy,
    createdAt: record.createdAt.toISOString(),
    finishedAt: record.finishedAt?.toISOString() ?? null,
    undo: record.undo === null ? null : { ...record.undo, at: new Date(record.undo.at).toISOString() },
  };
}
