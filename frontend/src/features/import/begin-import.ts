import {
  type Client,
  clientIdSchema,
  type Import,
  type Preview,
  TEMPLATE_HEADER_LENGTH,
  TEMPLATE_HEADERS,
} from '@warmline/contracts';
import { legalFormQuery } from '../../lib/legal-source.js';
import { factsOfKind } from '../../lib/legal-source.rules.js';
import { queryClient } from '../../lib/queryClient.js';
import { createList, startImport } from './import-data.js';
import type { Wizard } from './useWizard.js';
import { areaCodeOf, mappingOf } from './wizard.rules.js';

export interface BeginImport {
  readonly wizard: Wizard;
  readonly preview: Preview;
  readonly clients: readonly Client[];
}

/** Makes the list, then starts the import. A list that was made before the import was refused is used again, not made twice. */
export async function beginImport({ wizard, preview, clients }: BeginImport): Promise<Import> {
  const { state } = wizard;
  const listId = state.listId ?? (await makeList({ wizard, preview, clients }));
  wizard.set({ listId });
  const templateName = state.templateName.trim();
  return startImport(listId, {
    fileId: state.upload.fileId,
    format: preview.format,
    mapping: [...(state.mapping ?? mappingOf(preview))],
    country: state.country,
    rules: state.rules ?? preview.rules,
    ...(preview.template === null ? {} : { templateId: preview.template.id }),
    ...(templateName === '' ? {} : { saveTemplate: { name: templateName, ...layoutOf(preview) } }),
    again: state.again,
    duplicates: state.duplicates,
  });
}

/** What tells the layout again: its key for the server, the first headers for a person. */
function layoutOf({ layoutKey, columns }: Preview): { layoutKey: string; headers: string[] } {
  const headers = columns
    .slice(0, TEMPLATE_HEADERS)
    .map(({ header }) => header.trim().slice(0, TEMPLATE_HEADER_LENGTH));
  return { layoutKey, headers: headers.some((header) => header !== '') ? headers : [] };
}

async function makeList({ wizard, preview, clients }: BeginImport): Promise<string> {
  const { state } = wizard;
  const form = await queryClient.ensureQueryData(legalFormQuery);
  const own = clients.find((client) => client.isOwn);
  const clientId = state.clientId === null ? own?.id : clientIdSchema.parse(state.clientId);
  const list = await createList({
    clientId,
    name: state.listName.trim(),
    audience: state.audience,
    legalSource: { ...state.legal, facts: factsOfKind(state.legal, form) },
    areaCode: areaCodeOf(state) ?? preview.areaCode,
    standard: (state.rules ?? preview.rules).standard,
    defaultZone: state.defaultZone,
  });
  return list.id;
}
