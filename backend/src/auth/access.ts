import { type CustomDecorator, SetMetadata } from '@nestjs/common';
import type { Role } from '@warmline/contracts';

/** Who may call: named roles, anybody signed in, or anybody at all. A route without it is refused and fails a test. */
export type AccessRule = readonly Role[] | 'signed-in' | 'public';

export const ACCESS = 'warmline:access';

export const Access = (rule: AccessRule): CustomDecorator => SetMetadata(ACCESS, rule);

/** The one decision about roles, for routes and for socket messages. */
export function mayAccess(rule: AccessRule | undefined, role: Role | null): boolean {
  if (rule === undefined) {
    return false;
  }
  if (rule === 'public') {
    return true;
  }
  return role !== null && (rule === 'signed-in' || rule.includes(role));
}

export const ADMINISTRATORS = ['administrator'] as const;
export const SUPERVISORS = ['supervisor', 'administrator'] as const;
export const MARKETERS = ['marketer', 'supervisor', 'administrator'] as const;
