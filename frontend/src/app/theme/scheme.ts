import { localStorageColorSchemeManager } from '@mantine/core';

/** Read by the inline script of index.html as well, before React is there. */
export const COLOR_SCHEME_KEY = 'warmline.color-scheme';

export const colorSchemeManager = localStorageColorSchemeManager({ key: COLOR_SCHEME_KEY });
