import { type Client, clientIdSchema, type Import, type Preview } from '@warmline/contracts';
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
    ...(templateName === '' ? {} : { saveTemplate: { name: templateName, layoutKey: preview.layoutKey } }),
    again: state.again,
    duplicates: state.duplicates,
  });
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
