import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Where `npm start` serves the API while the browser talks to the development server. */
const backend = process.env['WARMLINE_BACKEND'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: path('.'),
  plugins: [react()],
  resolve: {
    alias: [
      { find: /^@warmline\/contracts\/call-script$/, replacement: path('../contracts/src/call-script/index.ts') },
      { find: /^@warmline\/contracts$/, replacement: path('../contracts/src/index.ts') },
    ],
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: backend },
      '/socket.io': { target: backend, ws: true },
    },
  },
  build: {
    outDir: path('dist'),
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      output: {
        manualChunks: (id: string) => {
          if (id.includes('/@mantine/') || id.includes('/@floating-ui/')) return 'mantine';
          if (id.includes('/node_modules/')) return 'vendor';
          return undefined;
        },
      },
    },
  },
});
