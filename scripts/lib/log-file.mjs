import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';

const maxBytes = 20_000_000;

/**
 * A log of bounded size: the file grows to 20 MB, then becomes `<path>.1`. Returns what writes one line.
 * A line that cannot be written, as on a full disk, is dropped: what is logged goes on working without its log. The next line that can be
 * written says how many are missing.
 */
export function openLogFile(path) {
  let size = existsSync(path) ? statSync(path).size : 0;
  let dropped = 0;
  return (line) => {
    try {
      if (size > maxBytes) {
        renameSync(path, `${path}.1`);
        size = 0;
      }
      const missing = dropped === 0 ? '' : `(${dropped} lines could not be written here)\n`;
      const text = `${missing}${line}\n`;
      appendFileSync(path, text, { mode: 0o600 });
      size += Buffer.byteLength(text);
      dropped = 0;
    } catch {
      dropped += 1;
    }
  };
}
