import { IconArrowBackUp, IconArrowRight, IconBan, IconPhoneOff, IconUserShare } from '@tabler/icons-react';
import type { ConsoleLead, Disposition } from '@warmline/contracts';
import { type JSX, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { LeadChip } from '../../components/Chip.js';
import { BareSelect } from '../../components/Field.js';
import { Icon } from '../../components/Icon.js';
import { useConsole } from './ConsoleContext.js';
import type { WrapUpDraft } from './useWrapUpDraft.js';
import { handoverPossible } from './wrap-up.rules.js';

/** What saving does, said before it is done. */
export function WhatChanges({
  lead,
  draft,
}: {
  readonly lead: ConsoleLead;
  readonly draft: WrapUpDraft;
}): JSX.Element | null {
  const { t } = useTranslation('console');
  const { result } = draft;
  if (!result) return null;
  const { effect } = result;
  const queue = draft.callback !== null && effect.queue !== 'finish' ? 'callback' : effect.queue;
  return (
    <div className="changes">
      <h3>{t('wrap.changes')}</h3>
      <Move lead={lead} result={result} />
      <Handover draft={draft} />
      <p className="rowx t2">
        <Icon of={IconArrowBackUp} tone="t3" />
        {t(`wrap.queue.${queue}`)}
        {effect.returnAfterDays !== undefined && `. ${t('wrap.return', { count: effect.returnAfterDays })}`}
      </p>
      {effect.phone === 'retire' && (
        <p className="rowx t2">
          <Icon of={IconPhoneOff} tone="t3" />
          {t('wrap.retire')}
        </p>
      )}
      {effect.suppress && (
        <p className="rowx bad">
          <Icon of={IconBan} />
          {t('wrap.suppress')}
        </p>
      )}
      <Stopped result={result} />
    </div>
  );
}

/** The stop was written when the script ended, or by the key: no result takes it back, which is said before one is saved. */
function Stopped({ result }: { readonly result: Disposition }): JSX.Element | null {
  const { t } = useTranslation('console');
  const stopped = useConsole().snapshot.attempt?.stopped ?? null;
  if (stopped === null || result.effect.suppress) return null;
  return (
    <p className="rowx bad">
      <Icon of={IconBan} />
      {t(stopped.byScript ? 'wrap.stoppedByScript' : 'wrap.stoppedByKey')}
    </p>
  );
}

function Move({ lead, result }: { readonly lead: ConsoleLead; readonly result: Disposition }): JSX.Element {
  const { t } = useTranslation('console');
  const temperature = result.effect.temperature ?? lead.temperature;
  const stage = result.effect.stage ?? lead.stage;
  if (temperature === lead.temperature && stage === lead.stage) {
    return (
      <p className="rowx">
        <LeadChip temperature={temperature} stage={stage} />
        <span className="t2">{t('wrap.noChange')}</span>
      </p>
    );
  }
  return (
    <p className="rowx">
      <LeadChip temperature={lead.temperature} stage={lead.stage} />
      <Icon of={IconArrowRight} tone="t3" />
      <LeadChip temperature={temperature} stage={stage} />
      {stage === 'open' && temperature !== lead.temperature && (
        <span className="t2">{t(`wrap.joins.${temperature}`)}</span>
      )}
    </p>
  );
}

function Handover({ draft }: { readonly draft: WrapUpDraft }): JSX.Element | null {
  const { t } = useTranslation('console');
  const { snapshot } = useConsole();
  const id = useId();
  if (!handoverPossible(snapshot, draft.result)) return null;
  return (
    <p className="rowx">
      <Icon of={IconUserShare} tone="t3" />
      <label htmlFor={id}>{t('wrap.handover')}</label>
      <BareSelect<string>
        id={id}
        small
        width={220}
        value={draft.handoverTo}
        onChange={draft.setHandoverTo}
        choices={[
          { value: '', label: t('wrap.handoverNobody') },
          ...snapshot.salespeople.map((person) => ({ value: person.id, label: person.name })),
        ]}
      />
    </p>
  );
}
