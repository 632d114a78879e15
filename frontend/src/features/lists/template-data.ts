import {
  clientIdSchema,
  type MappingTemplate,
  mappingTemplateSchema,
  type RemoveTemplateRequest,
  type RenameTemplateRequest,
} from '@warmline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { api, apiVoid } from '../../lib/api.js';
import { VIEWS } from '../../lib/feed-keys.js';

/** Of the own company when no client is named. An address may say anything: what is no id is not asked about. */
export const templatesQuery = (client: string | undefined) => {
  const clientId = clientIdSchema.safeParse(client).data;
  return queryOptions({
    queryKey: [...VIEWS.mappingTemplates, clientId ?? null],
    queryFn: ({ signal }) =>
      api('/mapping-templates', z.array(mappingTemplateSchema), {
        signal,
        query: clientId === undefined ? {} : { clientId },
      }),
  });
};

export const renameTemplate = (id: string, request: RenameTemplateRequest): Promise<MappingTemplate> =>
  api(`/mapping-templates/${id}`, mappingTemplateSchema, { method: 'PATCH', body: request });

export const deleteTemplate = (id: string, request: RemoveTemplateRequest): Promise<void> =>
  apiVoid(`/mapping-templates/${id}`, { method: 'DELETE', body: request });
