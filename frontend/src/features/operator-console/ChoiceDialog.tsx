import type { JSX } from 'react';
import { Dialog } from '../../components/ConfirmDialog.js';
import { Kbd } from '../../components/Kbd.js';
import { useSingleKey } from '../../hooks/useHotkey.js';

export interface ChoiceDialogProps<Id extends string> {
  readonly opened: boolean;
  readonly title: string;
  readonly hint: string;
  readonly choices: readonly { readonly id: Id; readonly label: string }[];
  readonly current?: Id | null;
  readonly onChoose: (id: Id) => void;
  readonly onClose: () => void;
}

/** A short list of reasons, each with its digit; arrows and Tab work as well, Escape leaves all as it was. */
export function ChoiceDialog<Id extends string>(props: ChoiceDialogProps<Id>): JSX.Element {
  const keys = props.choices.map((_, index) => String(index + 1)).join(',');
  useSingleKey(
    keys,
    (event) => {
      const choice = props.choices[Number(event.code.replace(/\D/g, '')) - 1];
      if (choice) props.onChoose(choice.id);
    },
    { enabled: props.opened },
  );
  return (
    <Dialog opened={props.opened} title={props.title} size={400} onClose={props.onClose}>
      <p className="t2">{props.hint}</p>
      <div className="pick pick--dialog">
        {props.choices.map(({ id, label }, index) => (
          <button
            key={id}
            type="button"
            aria-pressed={props.current === undefined ? undefined : id === props.current}
            data-autofocus={index === 0 ? true : undefined}
            onClick={() => props.onChoose(id)}
          >
            <Kbd>{index + 1}</Kbd>
            <span className="ell">{label}</span>
          </button>
        ))}
      </div>
    </Dialog>
  );
}
