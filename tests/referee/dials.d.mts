import type { Client } from 'pg';

export declare function defineViews(db: Client): Promise<void>;
