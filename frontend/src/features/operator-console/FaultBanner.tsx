import { IconPlugConnectedX } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Icon } from '../../components/Icon.js';
import { useCodeText } from '../../hooks/useErrorText.js';
import type { LineStatus } from '../../lib/line.js';
import { useConsole } from './ConsoleContext.js';

/** Full width, above everything: the line or the server is away. Says what was kept and what happens next. */
export function FaultBanner(): JSX.Element | null {
  const { t } = useTranslation('console');
  const words = useCodeText();
  const { line, reconnect } = useConsole();
  const fault = faultOf(line);
  if (!fault) return null;
  const elsewhere = line.phase === 'refused' && line.error.code === 'operator.busy_elsewhere';
  const title = fault === 'refused' && line.phase === 'refused' && !elsewhere ? words(line.error.code) : undefined;
  return (
    <div className="fault" role="alert">
      <Icon of={IconPlugConnectedX} size={20} />
      <b>{title ?? t(fault === 'refused' ? 'fault.elsewhere' : `fault.${fault}`)}</b>
      <span>{t(fault === 'lost' ? 'fault.lostHint' : elsewhere ? 'fault.elsewhereHint' : 'fault.troubleHint')}</span>
      <span className="grow" />
      {(fault === 'lost' || elsewhere) && (
        <Button scale="sm" onClick={reconnect}>
          {t(elsewhere ? 'fault.takeOver' : 'fault.retry')}
        </Button>
      )}
    </div>
  );
}

function faultOf(line: LineStatus): 'lost' | 'database' | 'stopping' | 'refused' | null {
  if (line.phase === 'lost') return 'lost';
  if (line.phase === 'refused') return 'refused';
  if (line.phase !== 'online' || line.trouble === null) return null;
  return line.trouble === 'server.database_unavailable' ? 'database' : 'stopping';
}
