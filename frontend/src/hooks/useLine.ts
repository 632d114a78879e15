import { useSyncExternalStore } from 'react';
import type { LineStatus } from '../lib/line.js';
import { line } from '../lib/socket.js';

/** The state of the line to the server. */
export const useLineStatus = (): LineStatus => useSyncExternalStore(line.onStatus, line.getStatus);
