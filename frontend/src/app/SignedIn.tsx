import type { Me } from '@warmline/contracts';
import { Outlet } from '@tanstack/react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, useEffect } from 'react';
import { SignInAgain } from '../features/auth/SignInAgain.js';
import { useLineStatus } from '../hooks/useLine.js';
import { useApplyProfile } from '../hooks/useProfile.js';
import { forgetDrafts } from '../lib/drafts.js';
import { meQuery } from '../lib/session.js';
import { line } from '../lib/socket.js';

/** Holds the line to the server open for as long as somebody is signed in; a session that ends leaves the page and what was typed in place. */
export function SignedIn(): JSX.Element {
  const { data: me } = useQuery(meQuery);
  const status = useLineStatus();
  const client = useQueryClient();
  useApplyProfile(me ?? null);
  useEffect(() => line.hold(), []);
  const ended = status.phase === 'refused' && status.error.code === 'session.required';
  const goOn = (again: Me): void => {
    client.setQueryData(meQuery.queryKey, again);
    line.reconnect();
    void client.invalidateQueries();
  };
  const leave = (): void => {
    forgetDrafts();
    window.location.assign('/sign-in');
  };
  return (
    <>
      {/* Out of sight and out of reach, yet mounted: forms keep what was typed. */}
      <div className="signedin" inert={ended} style={ended ? { visibility: 'hidden' } : undefined}>
        <Outlet />
      </div>
      {ended && me && <SignInAgain me={me} onSignedIn={goOn} onSomebodyElse={leave} />}
    </>
  );
}
