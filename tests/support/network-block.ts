import { Socket } from 'node:net';

/**
 * A jest setup file: any connection that would leave this machine throws, so no test can lean on the network unnoticed.
 * Everything in Node that talks TCP (http, tls, fetch, pg, websockets) ends in `Socket.prototype.connect`.
 */
const INSTALLED = Symbol.for('warmline.network-block');
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3}|\[::1\])$/i;

const guarded = Socket.prototype as Socket & { [INSTALLED]?: true };

if (guarded[INSTALLED] === undefined) {
  const connect = guarded.connect as (this: Socket, ...args: unknown[]) => Socket;
  const refusing = function (this: Socket, ...args: unknown[]): Socket {
    const host = targetHost(args);
    if (host !== undefined && !LOOPBACK.test(host)) {
      throw new Error(`A test tried to connect to ${host}; tests reach nothing but this machine.`);
    }
    return connect.apply(this, args);
  };
  Object.defineProperty(guarded, 'connect', { value: refusing, configurable: true, writable: true });
  Object.defineProperty(guarded, INSTALLED, { value: true });
}

/** The host of `connect(options)`, `connect(port, host)` or node's own normalised `[options, callback]`; undefined for a pipe. */
function targetHost(args: unknown[]): string | undefined {
  const first: unknown = Array.isArray(args[0]) ? (args[0] as unknown[])[0] : args[0];
  if (typeof first === 'object' && first !== null) {
    const { path, host } = first as { path?: string | null; host?: string | null };
    return typeof path === 'string' ? undefined : (host ?? 'localhost');
  }
  const isPort = typeof first === 'number' || (typeof first === 'string' && /^\d+$/.test(first));
  return isPort ? (typeof args[1] === 'string' ? args[1] : 'localhost') : undefined;
}
