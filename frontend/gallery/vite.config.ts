import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vite';
import base from '../vite.config.js';

/** Every state of the console on fixed data, for looking at: `npx vite --config gallery/vite.config.ts`. Never part of a build. */
export default mergeConfig(
  base,
  defineConfig({
    root: fileURLToPath(new URL('.', import.meta.url)),
    server: { port: 5199, fs: { allow: [fileURLToPath(new URL('../..', import.meta.url))] } },
  }),
);
