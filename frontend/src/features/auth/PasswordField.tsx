import { IconEye, IconEyeOff, IconInfoCircle } from '@tabler/icons-react';
import { type JSX, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Icon } from '../../components/Icon.js';
import { TextField, type TextFieldProps } from './TextField.js';

/** Can be shown, warns of Caps Lock; pasting and password managers work. */
export function PasswordField({ hint, ...props }: TextFieldProps): JSX.Element {
  const { t } = useTranslation('auth');
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const watch = (event: KeyboardEvent<HTMLInputElement>): void => setCapsLock(event.getModifierState('CapsLock'));
  const caps = capsLock && (
    <>
      <Icon of={IconInfoCircle} />
      {t('signIn.capsLock')}
    </>
  );
  return (
    <TextField
      {...props}
      type={shown ? 'text' : 'password'}
      onKeyDown={watch}
      onKeyUp={watch}
      hint={caps || hint}
      trailing={
        <Button
          look="ghost"
          className="signin__eye"
          icon={shown ? IconEyeOff : IconEye}
          aria-label={t(shown ? 'signIn.hidePassword' : 'signIn.showPassword')}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        />
      }
    />
  );
}
