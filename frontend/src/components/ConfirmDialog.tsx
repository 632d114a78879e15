import { Modal } from '@mantine/core';
import type { JSX, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../hooks/useHotkey.js';
import { Button } from './Button.js';

export interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly children: ReactNode;
  readonly confirm: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before what cannot be taken back. Enter does not confirm by accident: the focus starts on Cancel, Ctrl+Enter confirms. */
export function ConfirmDialog(props: ConfirmDialogProps): JSX.Element {
  const { t } = useTranslation();
  useHotkey('ctrl+enter', props.onConfirm, { enabled: props.opened && !props.busy });
  return (
    <Dialog opened={props.opened} title={props.title} onClose={props.onCancel}>
      <div className="dialog__body">{props.children}</div>
      <div className="dialog__foot">
        <Button data-autofocus onClick={props.onCancel} hotkey="Esc">
          {t('action.cancel')}
        </Button>
        <Button
          look={props.danger ? 'danger' : 'primary'}
          onClick={props.onConfirm}
          disabled={props.busy}
          hotkey="Ctrl+Enter"
        >
          {props.confirm}
        </Button>
      </div>
    </Dialog>
  );
}

export interface DialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly size?: number;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The one elevated layer: traps the focus, gives it back, closes by Escape. */
export function Dialog({ opened, title, size = 480, onClose, children }: DialogProps): JSX.Element {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={size}
      centered
      radius={6}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      transitionProps={{ duration: 120 }}
      overlayProps={{ backgroundOpacity: 0.4 }}
      classNames={{ title: 'dialog__title', body: 'dialog' }}
    >
      {children}
    </Modal>
  );
}
