import type { ClientToServerEvents, FeedEvent, ServerToClientEvents } from '@warmline/contracts';
import type { Server, Socket } from 'socket.io';
import type { SessionUser } from '../auth/session.repository.js';

export interface ConnectionData {
  user: SessionUser;
  token: string;
  /** Of the session, when the socket was opened. */
  remainingMs: number;
  /** Position up to which this client has its feed; null = it did not ask for one. */
  feedSentTo: number | null;
  feedQueue: Promise<void>;
}

export type AppServer = Server<ClientToServerEvents, ServerToClientEvents, Record<string, never>, ConnectionData>;
export type AppSocket = Socket<ClientToServerEvents, ServerToClientEvents, Record<string, never>, ConnectionData>;

export const userRoom = (userId: string): string => `user:${userId}`;
export const consoleRoom = (operatorId: string): string => `console:${operatorId}`;
export const BOARD_ROOM = 'board';

export function lastPosition(events: readonly FeedEvent[]): number {
  return events.at(-1)?.position ?? 0;
}
