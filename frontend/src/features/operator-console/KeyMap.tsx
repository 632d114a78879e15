import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/ConfirmDialog.js';
import { useConsole } from './ConsoleContext.js';

const SECTIONS = [
  {
    id: 'always',
    keys: [
      ['pause', 'F9'],
      ['callbacks', 'F4'],
      ['help', '?'],
    ],
  },
  {
    id: 'call',
    keys: [
      ['dial', 'F2'],
      ['skip', 'F3'],
      ['number', 'F6'],
      ['cancel', 'Esc'],
      ['answers', '1–9'],
      ['fields', 'Tab, Esc'],
      ['mute', 'F7'],
      ['hold', 'F8'],
      ['callback', 'Alt+K'],
      ['suppress', 'Alt+D'],
      ['hangUp', 'F10'],
    ],
  },
  {
    id: 'wrap',
    keys: [
      ['digits', '0–9'],
      ['back', 'Backspace'],
      ['search', '/'],
      ['extend', 'F2'],
      ['saveNext', 'Ctrl+Enter'],
      ['savePause', 'Ctrl+Shift+Enter'],
    ],
  },
] as const;

/** `?`: every key of the console on one sheet. */
export function KeyMap(): JSX.Element {
  const { t } = useTranslation('console');
  const { dialog, openDialog } = useConsole();
  return (
    <Dialog opened={dialog === 'keys'} title={t('map.title')} size={900} onClose={() => openDialog(null)}>
      <p className="t2">{t('map.hint')}</p>
      <div className="keymap">
        {SECTIONS.map(({ id, keys }) => (
          <section key={id} aria-labelledby={`keys-${id}`}>
            <h3 id={`keys-${id}`}>{t(`map.${id}`)}</h3>
            <dl>
              {keys.map(([name, key]) => (
                <div key={name}>
                  <dt>{t(`map.${name}`)}</dt>
                  <dd>
                    <kbd className="kbd">{key}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
