import { ConsoleLogger, type LogLevel } from '@nestjs/common';

/** Anything that looks like a phone number: all but the last two digits are hidden before a line leaves the process. */
const NUMBER = /\+?\d[\d\s().-]{7,18}\d/g;

export function maskNumbers(line: string): string {
  return line.replace(NUMBER, (match) => {
    const digits = match.replace(/\D/g, '');
    // Ids, milliseconds and dates are digits too; only E.164 length with a plus or a Russian trunk prefix is a phone number.
    return match.startsWith('+') || (digits.length === 11 && /^[78]/.test(digits)) ? `+***${digits.slice(-2)}` : match;
  });
}

/** Nest's logger to stderr (stdout carries the one READY line), numbers masked. */
export class MaskingLogger extends ConsoleLogger {
  protected override printMessages(
    messages: unknown[],
    context?: string,
    logLevel?: Parameters<ConsoleLogger['printMessages']>[2],
  ): void {
    const masked = messages.map((message) => (typeof message === 'string' ? maskNumbers(message) : message));
    super.printMessages(masked, context, logLevel, 'stderr');
  }
}

const LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

/** The level asked for and everything graver. */
export function levelsDownTo(level: LogLevel): LogLevel[] {
  return LEVELS.slice(0, LEVELS.indexOf(level) + 1);
}
