import { io } from 'socket.io-client';
import { Line, type SocketPort } from './line.js';
import { serverClock } from './server-clock.js';

function openSocket(): SocketPort {
  const socket = io({
    transports: ['websocket'],
    autoConnect: false,
    reconnectionDelay: 300,
    reconnectionDelayMax: 3000,
    randomizationFactor: 0.4,
    timeout: 5000,
  });
  return {
    get connected() {
      return socket.connected;
    },
    connect: () => socket.connect(),
    disconnect: () => socket.disconnect(),
    on: (event, listener) => socket.on(event, listener as (message: unknown) => void),
    emitWithTimeout: (name, body, timeoutMs) => socket.timeout(timeoutMs).emitWithAck(name, body) as Promise<unknown>,
  };
}

export const line = new Line({
  openSocket,
  clock: serverClock,
  nowMs: Date.now,
  later: (act, afterMs) => {
    const timer = setTimeout(act, afterMs);
    return () => clearTimeout(timer);
  },
});
