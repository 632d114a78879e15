import { useTranslation } from 'react-i18next';

/** Words for a code that the server may extend before this page is reloaded: an unknown one shows as it is. */
export function useCodeWord(namespace: 'console' | 'common'): (group: string, code: string) => string {
  const { i18n } = useTranslation();
  return (group, code) => {
    const found: unknown = i18n.getResource(i18n.language, namespace, `${group}.${code}`);
    return typeof found === 'string' ? found : code;
  };
}
