/** How a backend process ended; both null when it could not be started. */
export interface BackendExit {
  code: number | null;
  signal: NodeJS.Signals | null;
  error?: Error;
}

export interface BackendChild {
  readonly pid: number | undefined;
  /** What the backend said of itself once it listens; rejects when it ends before that. */
  readonly ready: Promise<{ url: string }>;
  readonly exited: Promise<BackendExit>;
  /** SIGTERM, and SIGKILL after `timeoutMs` (15 s). */
  stop(timeoutMs?: number): Promise<BackendExit>;
  kill(): void;
}

export function startBackend(options: {
  env: NodeJS.ProcessEnv;
  onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  main?: string;
}): BackendChild;
