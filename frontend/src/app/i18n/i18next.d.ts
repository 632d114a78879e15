import 'i18next';
import type { ru } from './resources.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof ru;
    returnNull: false;
  }
}
