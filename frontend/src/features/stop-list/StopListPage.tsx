import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { ExportMenu } from '../../components/ExportMenu.js';
import { Icon } from '../../components/Icon.js';
import { PageHead } from '../../components/PageHead.js';
import { Tabs } from '../../components/Tabs.js';
import { useLiveViews } from '../../hooks/useLiveViews.js';
import { useSearchState } from '../../hooks/useSearchState.js';
import { mayChangeStops } from '../../lib/roles.js';
import { meQuery } from '../../lib/session.js';
import { AddPrefixDialog } from './AddPrefixDialog.js';
import { AddStopsDialog } from './AddStopsDialog.js';
import { LoadsTab } from './LoadsTab.js';
import { PrefixesTab } from './PrefixesTab.js';
import { exportAddress, FILTERS } from './stop-list-data.js';
import './stop-list.css';
import { StopsTab } from './StopsTab.js';

const TABS = ['numbers', 'prefixes', 'files'] as const;
type TabId = (typeof TABS)[number];
const CONTROLS = 'stop-list-tab';

/** Numbers that are not called: looked up, put on and taken off, by hand and by file. */
export function StopListPage(): JSX.Element {
  const { t } = useTranslation('stop-list');
  const [search, setSearch] = useSearchState();
  const { data: me } = useQuery(meQuery);
  useLiveViews();
  const tab = TABS.find((id) => id === search.tab) ?? 'numbers';
  const mayChange = me !== undefined && me !== null && mayChangeStops(me.role);
  return (
    <>
      <PageHead title={t('title')} state={t(`about.${tab}`)}>
        {mayChange && <Actions tab={tab} />}
      </PageHead>
      <Tabs
        label={t('title')}
        tabs={TABS.map((id) => ({ id, label: t(`tab.${id}`) }))}
        value={tab}
        onChange={(id) => setSearch({ tab: id === 'numbers' ? undefined : id, open: undefined, filter: undefined })}
        controls={CONTROLS}
      />
      <div id={CONTROLS} role="tabpanel" aria-label={t(`tab.${tab}`)} className="stops__tab">
        {tab === 'numbers' && <StopsTab mayChange={mayChange} />}
        {tab === 'prefixes' && <PrefixesTab mayChange={mayChange} />}
        {tab === 'files' && <LoadsTab mayChange={mayChange} />}
      </div>
    </>
  );
}

function Actions({ tab }: { readonly tab: TabId }): JSX.Element {
  const { t, i18n } = useTranslation('stop-list');
  const [search] = useSearchState();
  const [adds, setAdds] = useState(false);
  const filter = FILTERS.find((id) => id === search.filter) ?? 'own';
  const close = (): void => setAdds(false);
  return (
    <>
      {tab === 'numbers' && <ExportMenu address={(format) => exportAddress(format, filter, i18n.language)} />}
      {tab === 'prefixes' ? (
        <Button look="primary" icon={IconPlus} onClick={() => setAdds(true)}>
          {t('prefix.add')}
        </Button>
      ) : (
        <Link to="/stop-list/load/$id" params={{ id: 'new' }} className={tab === 'files' ? 'btn btn--primary' : 'btn'}>
          <Icon of={IconFileImport} />
          {t('load.open')}
        </Link>
      )}
      {tab === 'numbers' && (
        <Button look="primary" icon={IconPlus} onClick={() => setAdds(true)}>
          {t('add.open')}
        </Button>
      )}
      {adds && (tab === 'prefixes' ? <AddPrefixDialog onClose={close} /> : <AddStopsDialog onClose={close} />)}
    </>
  );
}
