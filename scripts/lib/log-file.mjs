import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';

const maxBytes = 20_000_000;

/** A log of bounded size: the file grows to 20 MB, then becomes `<path>.1`. Returns what writes one line. */
export function openLogFile(path) {
  let size = existsSync(path) ? statSync(path).size : 0;
  return (line) => {
    if (size > maxBytes) {
      renameSync(path, `${path}.1`);
      size = 0;
    }
    const text = `${line}\n`;
    appendFileSync(path, text, { mode: 0o600 });
    size += Buffer.byteLength(text);
  };
}
