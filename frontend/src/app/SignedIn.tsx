import { Outlet, useNavigate } from '@tanstack/react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, useEffect } from 'react';
import { useLineStatus } from '../hooks/useLine.js';
import { useApplyProfile } from '../hooks/useProfile.js';
import { meQuery } from '../lib/session.js';
import { line } from '../lib/socket.js';

/** Holds the line to the server open for as long as somebody is signed in. */
export function SignedIn(): JSX.Element {
  const { data: me } = useQuery(meQuery);
  const status = useLineStatus();
  const client = useQueryClient();
  const navigate = useNavigate();
  useApplyProfile(me ?? null);
  useEffect(() => line.hold(), []);
  const ended = status.phase === 'refused' && status.error.code === 'session.required';
  useEffect(() => {
    if (!ended) return;
    line.close();
    client.setQueryData(meQuery.queryKey, null);
    void navigate({ to: '/sign-in', search: { to: location.pathname + location.search } });
  }, [ended, client, navigate]);
  return <Outlet />;
}
