export const repositoryDir: string;
export const cacheDir: string;
export function dataDirectory(env?: NodeJS.ProcessEnv): string;
