import { z } from 'zod';

export const temperatureSchema = z.enum(['cold', 'warm', 'hot']);
export type Temperature = z.infer<typeof temperatureSchema>;
export const stageSchema = z.enum(['open', 'refused', 'customer', 'closed']);
export type Stage = z.infer<typeof stageSchema>;
