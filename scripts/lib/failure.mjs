/** A problem the person at the keyboard can mend: its message is shown alone, without a stack. */
export class Failure extends Error {
  name = 'Failure';
}

/** Ends a command that threw: plain words for a `Failure`, the whole stack for anything unforeseen. */
export function reportAndExit(error) {
  process.stderr.write(`\n${error instanceof Failure ? error.message : (error?.stack ?? String(error))}\n`);
  process.exit(1);
}

export function say(message) {
  process.stderr.write(`${message}\n`);
}
