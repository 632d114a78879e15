import { type ErrorCode, passwordSchema } from '@warmline/contracts';

/** The password every account of the demo begins with: printed on the sign-in page, so nobody's secret. */
export const DEMO_PASSWORD = 'warmline-demo';

/** What keeps the one who removes the demo from going on with this new password; null: nothing. Accounts of his own making have theirs. */
export function passwordRefusal(
  account: { readonly login: string; readonly synthetic: boolean },
  password: string | undefined,
): Extract<ErrorCode, 'demo.password_required' | 'user.password_too_weak'> | null {
  if (!account.synthetic) {
    return null;
  }
  if (password === undefined || password === '') {
    return 'demo.password_required';
  }
  const known = [DEMO_PASSWORD, account.login].includes(password.trim().toLowerCase());
  return known || !passwordSchema.safeParse(password).success ? 'user.password_too_weak' : null;
}
