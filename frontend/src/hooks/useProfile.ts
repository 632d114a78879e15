import { useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Me } from '@warmline/contracts';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Language, rememberLanguage } from '../lib/language.js';
import { forgetDrafts } from '../lib/drafts.js';
import { meQuery, savePreferences, signOut } from '../lib/session.js';
import { line } from '../lib/socket.js';

export type Scheme = Me['theme'];

/** What a person chose on the sign-in page of this visit wins over the profile; it is then kept there. */
let languageChosenHere = false;
let schemeChosenHere = false;

export interface ProfileSwitches {
  readonly setLanguage: (language: Language) => void;
  readonly setScheme: (scheme: Scheme) => void;
}

/** Language and colour scheme: at once here, then on the server profile, so that every computer of this person has them. */
export function useProfileSwitches(): ProfileSwitches {
  const { i18n } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const client = useQueryClient();
  const keep = (change: { locale?: Language; theme?: Scheme }): void => {
    if (!client.getQueryData(meQuery.queryKey)) return;
    savePreferences(change).then(
      (me) => client.setQueryData(meQuery.queryKey, me),
      (error: unknown) => console.warn('preferences are kept on this computer only', error),
    );
  };
  return {
    setLanguage: (language) => {
      languageChosenHere = true;
      rememberLanguage(language);
      void i18n.changeLanguage(language);
      keep({ locale: language });
    },
    setScheme: (scheme) => {
      schemeChosenHere = true;
      setColorScheme(scheme);
      keep({ theme: scheme });
    },
  };
}

/** After signing in: take the profile's language and scheme, unless the person just chose others on the way in. */
export function useApplyProfile(me: Me | null): void {
  const { i18n } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const applied = useRef<string | null>(null);
  useEffect(() => {
    // Once for each person who signs in; later changes come from the switches.
    if (!me || applied.current === me.id) return;
    applied.current = me.id;
    if (!languageChosenHere && me.locale !== i18n.language) {
      rememberLanguage(me.locale);
      void i18n.changeLanguage(me.locale);
    }
    if (!schemeChosenHere) setColorScheme(me.theme);
    languageChosenHere = false;
    schemeChosenHere = false;
  }, [me, i18n, setColorScheme]);
}

/** Ends the session here and on the server and forgets what the person saw. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await signOut();
    forgetDrafts();
    line.close();
    client.clear();
    window.location.assign('/sign-in');
  };
}
