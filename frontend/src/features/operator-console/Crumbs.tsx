import { IconCheck } from '@tabler/icons-react';
import type { StepView } from '@warmline/contracts/call-script';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon.js';

/** More would push the present step out of sight; the older ones are in the course of the call. */
const SHOWN_PASSED = 3;
const SHOWN_AHEAD = 3;

export function Crumbs({ step }: { readonly step: StepView }): JSX.Element {
  const { t } = useTranslation('console');
  return (
    <ol className="crumbs" aria-label={t('talk.crumbs')}>
      {step.crumbs.slice(-SHOWN_PASSED).map(({ stepId, title }, index) => (
        <li key={`${stepId}-${index}`} className="done">
          <Icon of={IconCheck} />
          {title}
        </li>
      ))}
      <li aria-current="step">{step.title}</li>
      {step.upcoming.slice(0, SHOWN_AHEAD).map(({ stepId, title }) => (
        <li key={stepId}>{title}</li>
      ))}
    </ol>
  );
}
