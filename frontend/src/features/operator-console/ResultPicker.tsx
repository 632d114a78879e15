import { IconBan, IconChevronRight } from '@tabler/icons-react';
import type { Disposition, DispositionGroup } from '@warmline/contracts';
import { type JSX, type KeyboardEvent, type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { LeadChip, StageChip } from '../../components/Chip.js';
import { Icon } from '../../components/Icon.js';
import { Kbd } from '../../components/Kbd.js';
import { useLocalized } from '../../hooks/useLocalized.js';
import { type KeyedGroup, type Pick, pickGroup } from './wrap-up.rules.js';

export interface ResultPickerProps {
  readonly groups: readonly KeyedGroup[];
  readonly pick: Pick;
  readonly onPick: (pick: Pick) => void;
  /** The result the call script ended with. */
  readonly suggested: string | null;
  /** Under the second column. */
  readonly children?: ReactNode;
}

/** Two levels side by side: what happened, then which of it. Digits are handled where the keys are. */
export function ResultPicker({ groups, pick, onPick, suggested, children }: ResultPickerProps): JSX.Element {
  const { t } = useTranslation('console');
  const localized = useLocalized();
  const id = useId();
  const open = groups.find(({ group }) => group.code === pick.group)?.group;
  const secondHeading = ({ name, results }: DispositionGroup): string =>
    results.length > 1 ? t('wrap.which', { group: localized(name) }) : localized(name);
  return (
    <div className="wrap">
      <div>
        <h2 className="minor" id={`${id}-1`}>
          {t('wrap.what')}
        </h2>
        <div className="pick" role="radiogroup" aria-labelledby={`${id}-1`} onKeyDown={moveByArrow}>
          {groups.map(({ key, group }, index) => (
            <Choice
              key={group.code}
              digit={key}
              checked={group.code === pick.group}
              tabbable={pick.group === null ? index === 0 : group.code === pick.group}
              onChoose={() => onPick(pickGroup(groups, group.code))}
            >
              <span className="ell">{localized(group.name)}</span>
              {group.results.every(({ effect }) => effect.suppress) ? (
                <Icon of={IconBan} />
              ) : (
                group.results.length > 1 && <Icon of={IconChevronRight} />
              )}
            </Choice>
          ))}
        </div>
      </div>
      <div>
        <h2 className="minor" id={`${id}-2`}>
          {open ? secondHeading(open) : t('wrap.whichHint')}
        </h2>
        {open && open.results.length > 1 && (
          <div className="pick" role="radiogroup" aria-labelledby={`${id}-2`} onKeyDown={moveByArrow}>
            {open.results.map((result, index) => (
              <Choice
                key={result.code}
                digit={index < 9 ? String(index + 1) : ''}
                checked={result.code === pick.code}
                tabbable={pick.code === null ? index === 0 : result.code === pick.code}
                onChoose={() => onPick({ group: open.code, code: result.code })}
              >
                <span className="ell">
                  {localized(result.name)}
                  {result.code === suggested && <span className="t3 sm pick__note">{t('wrap.byScript')}</span>}
                </span>
                <EffectChip result={result} />
              </Choice>
            ))}
          </div>
        )}
        {children}
      </div>
    </div>
  );
}

/** What the result makes of the lead, where it makes anything of it. */
export function EffectChip({ result }: { readonly result: Disposition }): JSX.Element | null {
  const { stage, temperature } = result.effect;
  if (stage !== undefined && stage !== 'open') return <StageChip stage={stage} />;
  return temperature === undefined ? null : <LeadChip temperature={temperature} stage="open" />;
}

interface ChoiceProps {
  readonly digit: string;
  readonly checked: boolean;
  readonly tabbable: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

function Choice({ digit, checked, tabbable, onChoose, children }: ChoiceProps): JSX.Element {
  return (
    <button
      type="button"
      role="radio"
      aria-checked={checked}
      tabIndex={tabbable ? 0 : -1}
      aria-keyshortcuts={digit || undefined}
      onClick={onChoose}
    >
      {digit && <Kbd>{digit}</Kbd>}
      {children}
    </button>
  );
}

/** Arrows move between the radios of a group and choose, as radio buttons do. */
function moveByArrow(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const radios = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=radio]')];
  const at = radios.findIndex((radio) => radio === event.target);
  const next = radios[(at + step + radios.length) % radios.length];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
  next.click();
}
