import type { Suppression } from '@warmline/contracts';
import { IconBan, IconCheck } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../components/Chip.js';
import { formatDate } from '../../lib/format.js';
import { formatPhone } from '../../lib/phone.js';

interface StopProps {
  readonly stop: Suppression;
}

/** The number while some lead has it; else only its key is kept, and nothing can be shown. */
export function StopNumber({ stop: { e164, leadName } }: StopProps): JSX.Element {
  const { t } = useTranslation('stop-list');
  return (
    <span className="cell2">
      <span className="num ell">{e164 === null ? <span className="t2">{t('hidden')}</span> : formatPhone(e164)}</span>
      <span className="sm t3 ell">{leadName ?? t('noLead')}</span>
    </span>
  );
}

export function StopState({ stop: { liftedAt, expiresOn } }: StopProps): JSX.Element {
  const { t } = useTranslation('stop-list');
  if (liftedAt !== null) {
    return (
      <Chip tone="line" icon={IconCheck}>
        {t('lifted')}
      </Chip>
    );
  }
  return (
    <span className="stops__state">
      <Chip tone="dead" icon={IconBan}>
        {t('stopped')}
      </Chip>
      {expiresOn !== null && (
        <span className="sm t3">{t('until', { day: formatDate(expiresOn, { year: true }) })}</span>
      )}
    </span>
  );
}

/** Everything that is known of a stop. */
export function StopFacts({ stop }: StopProps): JSX.Element {
  const { t } = useTranslation('stop-list');
  const { scope, clientName, campaignName, source, registerName, fileName } = stop;
  const facts: [string, string | null][] = [
    [t('column.kind'), t(`kind.${stop.kind}`)],
    [t('reason'), stop.reason],
    [t('column.scope'), [t(`scope.${scope}`), clientName ?? campaignName].filter(Boolean).join(': ')],
    [t('column.source'), [t(`source.${source}`), registerName, fileName].filter(Boolean).join(', ')],
    [t('by'), stop.byName],
    [t('column.when'), formatDate(stop.createdAt, { year: true })],
    [t('lastDay'), stop.expiresOn && formatDate(stop.expiresOn, { year: true })],
    [t('liftedWhen'), stop.liftedAt && formatDate(stop.liftedAt, { year: true })],
    [t('liftedBy'), stop.liftedAt && (stop.liftedByName ?? t('nobody'))],
    [t('liftedWhy'), stop.liftedReason],
  ];
  return (
    <dl className="kv">
      {facts.map(([name, value]) =>
        value === null || value === '' ? null : [<dt key={name}>{name}</dt>, <dd key={`${name}-v`}>{value}</dd>],
      )}
    </dl>
  );
}
