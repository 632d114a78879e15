/** A port of the loopback interface nobody listens on right now. */
export function freePort(): Promise<number>;
/** Why a port cannot be listened on (`EADDRINUSE`, `EACCES`), or undefined when it can. */
export function portProblem(port: number, host?: string): Promise<string | undefined>;
