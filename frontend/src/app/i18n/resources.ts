import enErrors from '../../lib/i18n/errors.en.json' with { type: 'json' };
import ruErrors from '../../lib/i18n/errors.ru.json' with { type: 'json' };
import enCommon from '../../lib/i18n/common.en.json' with { type: 'json' };
import ruCommon from '../../lib/i18n/common.ru.json' with { type: 'json' };
import enAuth from '../../features/auth/auth.en.json' with { type: 'json' };
import ruAuth from '../../features/auth/auth.ru.json' with { type: 'json' };
import enCampaigns from '../../features/campaigns/campaigns.en.json' with { type: 'json' };
import ruCampaigns from '../../features/campaigns/campaigns.ru.json' with { type: 'json' };
import enConsole from '../../features/operator-console/console.en.json' with { type: 'json' };
import ruConsole from '../../features/operator-console/console.ru.json' with { type: 'json' };
import enDuplicates from '../../features/duplicates/duplicates.en.json' with { type: 'json' };
import ruDuplicates from '../../features/duplicates/duplicates.ru.json' with { type: 'json' };
import enEnrichment from '../../features/enrichment/enrichment.en.json' with { type: 'json' };
import ruEnrichment from '../../features/enrichment/enrichment.ru.json' with { type: 'json' };
import enImport from '../../features/import/import.en.json' with { type: 'json' };
import ruImport from '../../features/import/import.ru.json' with { type: 'json' };
import enLeads from '../../features/leads/leads.en.json' with { type: 'json' };
import ruLeads from '../../features/leads/leads.ru.json' with { type: 'json' };
import enLists from '../../features/lists/lists.en.json' with { type: 'json' };
import ruLists from '../../features/lists/lists.ru.json' with { type: 'json' };
import enPeople from '../../features/people/people.en.json' with { type: 'json' };
import ruPeople from '../../features/people/people.ru.json' with { type: 'json' };
import enStopList from '../../features/stop-list/stop-list.en.json' with { type: 'json' };
import ruStopList from '../../features/stop-list/stop-list.ru.json' with { type: 'json' };
import enPromises from '../../features/promises/promises.en.json' with { type: 'json' };
import ruPromises from '../../features/promises/promises.ru.json' with { type: 'json' };
import enSupervisor from '../../features/supervisor/supervisor.en.json' with { type: 'json' };
import ruSupervisor from '../../features/supervisor/supervisor.ru.json' with { type: 'json' };
import enTrail from '../../features/trail/trail.en.json' with { type: 'json' };
import ruTrail from '../../features/trail/trail.ru.json' with { type: 'json' };
import enWarmHot from '../../features/warm-hot/warm-hot.en.json' with { type: 'json' };
import ruWarmHot from '../../features/warm-hot/warm-hot.ru.json' with { type: 'json' };

/** One JSON per feature and language; the namespace is the feature. A new feature adds its two lines here. */
export const ru = {
  common: ruCommon,
  errors: ruErrors,
  auth: ruAuth,
  campaigns: ruCampaigns,
  console: ruConsole,
  duplicates: ruDuplicates,
  enrichment: ruEnrichment,
  import: ruImport,
  leads: ruLeads,
  lists: ruLists,
  people: ruPeople,
  'stop-list': ruStopList,
  promises: ruPromises,
  supervisor: ruSupervisor,
  trail: ruTrail,
  'warm-hot': ruWarmHot,
};

export const en = {
  common: enCommon,
  errors: enErrors,
  auth: enAuth,
  campaigns: enCampaigns,
  console: enConsole,
  duplicates: enDuplicates,
  enrichment: enEnrichment,
  import: enImport,
  leads: enLeads,
  lists: enLists,
  people: enPeople,
  'stop-list': enStopList,
  promises: enPromises,
  supervisor: enSupervisor,
  trail: enTrail,
  'warm-hot': enWarmHot,
};
