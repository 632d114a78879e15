import enErrors from '../../lib/i18n/errors.en.json';
import ruErrors from '../../lib/i18n/errors.ru.json';
import enCommon from '../../lib/i18n/common.en.json';
import ruCommon from '../../lib/i18n/common.ru.json';
import enAuth from '../../features/auth/auth.en.json';
import ruAuth from '../../features/auth/auth.ru.json';
import enCampaigns from '../../features/campaigns/campaigns.en.json';
import ruCampaigns from '../../features/campaigns/campaigns.ru.json';
import enConsole from '../../features/operator-console/console.en.json';
import ruConsole from '../../features/operator-console/console.ru.json';
import enImport from '../../features/import/import.en.json';
import ruImport from '../../features/import/import.ru.json';
import enLeads from '../../features/leads/leads.en.json';
import ruLeads from '../../features/leads/leads.ru.json';
import enLists from '../../features/lists/lists.en.json';
import ruLists from '../../features/lists/lists.ru.json';
import enPeople from '../../features/people/people.en.json';
import ruPeople from '../../features/people/people.ru.json';
import enSupervisor from '../../features/supervisor/supervisor.en.json';
import ruSupervisor from '../../features/supervisor/supervisor.ru.json';
import enWarmHot from '../../features/warm-hot/warm-hot.en.json';
import ruWarmHot from '../../features/warm-hot/warm-hot.ru.json';

/** One JSON per feature and language; the namespace is the feature. A new feature adds its two lines here. */
export const ru = {
  common: ruCommon,
  errors: ruErrors,
  auth: ruAuth,
  campaigns: ruCampaigns,
  console: ruConsole,
  import: ruImport,
  leads: ruLeads,
  lists: ruLists,
  people: ruPeople,
  supervisor: ruSupervisor,
  'warm-hot': ruWarmHot,
};

export const en = {
  common: enCommon,
  errors: enErrors,
  auth: enAuth,
  campaigns: enCampaigns,
  console: enConsole,
  import: enImport,
  leads: enLeads,
  lists: enLists,
  people: enPeople,
  supervisor: enSupervisor,
  'warm-hot': enWarmHot,
};
