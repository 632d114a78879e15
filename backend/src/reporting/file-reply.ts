import { StreamableFile } from '@nestjs/common';
import type { ExportedFile } from './spreadsheet-file.js';

/** A download under its full name, and under `plainName` for who cannot read it. */
export function fileReply(plainName: string, { name, type, content }: ExportedFile): StreamableFile {
  const ending = name.slice(name.lastIndexOf('.'));
  const disposition = `attachment; filename="${plainName}${ending}"; filename*=UTF-8''${encodeURIComponent(name)}`;
  return new StreamableFile(content, { type, disposition });
}
