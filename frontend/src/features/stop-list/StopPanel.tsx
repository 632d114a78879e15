import type { Suppression } from '@warmline/contracts';
import { Link } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Section } from '../../components/Panel.js';
import { SidePanel } from '../../components/SidePanel.js';
import { formatPhone } from '../../lib/phone.js';
import { LiftDialog } from './LiftDialog.js';
import { StopFacts, StopState } from './StopFacts.js';

interface StopPanelProps {
  readonly stop: Suppression;
  readonly mayChange: boolean;
  readonly onClose: () => void;
}

export function StopPanel({ stop, mayChange, onClose }: StopPanelProps): JSX.Element {
  const { t } = useTranslation('stop-list');
  const [lifts, setLifts] = useState(false);
  const title = stop.e164 === null ? t('hidden') : formatPhone(stop.e164);
  const isLive = stop.liftedAt === null;
  return (
    <SidePanel
      label={title}
      head={<h2 className="num">{title}</h2>}
      onClose={onClose}
      foot={
        mayChange &&
        isLive &&
        (stop.kind === 'register' ? (
          <p className="sm t2">{t('lift.ofRegister')}</p>
        ) : (
          <Button onClick={() => setLifts(true)}>{t('lift.open')}</Button>
        ))
      }
    >
      <Section>
        <StopState stop={stop} />
        <StopFacts stop={stop} />
        {stop.e164 === null && <p className="sm t2">{t('hiddenHint')}</p>}
      </Section>
      {stop.leadId !== null && (
        <Section title={t('lead')}>
          <Link to="/leads" search={{ open: stop.leadId }}>
            {stop.leadName}
          </Link>
        </Section>
      )}
      {stop.loadId !== null && (
        <Section title={t('file')}>
          <Link to="/stop-list/load/$id" params={{ id: stop.loadId }}>
            {stop.fileName}
          </Link>
        </Section>
      )}
      {lifts && (
        <LiftDialog target={{ ids: [stop.id] }} name={title} onClose={() => setLifts(false)} onLifted={onClose} />
      )}
    </SidePanel>
  );
}
