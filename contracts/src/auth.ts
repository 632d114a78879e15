import { z } from 'zod';
import { instantSchema, userIdSchema } from './ids.js';

export const ROLES = ['operator', 'supervisor', 'marketer', 'administrator', 'observer'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

export const localeSchema = z.enum(['ru', 'en']);
export type Locale = z.infer<typeof localeSchema>;
export const themeSchema = z.enum(['auto', 'light', 'dark']);

export const loginSchema = z
  .string()
  .trim()
  .toLowerCase()
  .min(2)
  .max(120)
  .regex(/^[\p{L}\p{N}._@+-]+$/u);
/** Long enough to matter, short enough that hashing stays bounded. */
export const passwordSchema = z.string().min(8).max(200);

export const signInRequestSchema = z.object({ login: loginSchema, password: z.string().min(1).max(200) });
export type SignInRequest = z.infer<typeof signInRequestSchema>;

export const meSchema = z.object({
  id: userIdSchema,
  login: z.string(),
  name: z.string(),
  role: roleSchema,
  locale: localeSchema,
  theme: themeSchema,
  /** The demo is loaded: the interface may offer training operators and to remove the demo. */
  demo: z.boolean(),
  /** An account the demo brought: everybody knows its password. */
  synthetic: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;

/** What a browser may know before anybody signed in. */
export const installationSchema = z.object({
  needsAdministrator: z.boolean(),
  demoSignIns: z.array(z.object({ login: z.string(), password: z.string(), role: roleSchema })),
});
export type Installation = z.infer<typeof installationSchema>;

export const firstAdministratorRequestSchema = z.object({
  organisation: z.string().trim().min(1).max(200),
  name: z.string().trim().min(1).max(200),
  login: loginSchema,
  password: passwordSchema,
  locale: localeSchema.default('ru'),
});
export type FirstAdministratorRequest = z.infer<typeof firstAdministratorRequestSchema>;

/** Whoever removes the demo with one of its own accounts keeps it, so he must give it a password that is not public. */
export const removeDemoRequestSchema = z.object({ password: z.string().max(200).optional() });
export type RemoveDemoRequest = z.infer<typeof removeDemoRequestSchema>;

export const preferencesRequestSchema = z.object({ locale: localeSchema.optional(), theme: themeSchema.optional() });
export type PreferencesRequest = z.infer<typeof preferencesRequestSchema>;

export const personSchema = z.object({
  id: userIdSchema,
  login: z.string(),
  name: z.string(),
  role: roleSchema,
  locale: localeSchema,
  receivesHandovers: z.boolean(),
  training: z.boolean(),
  synthetic: z.boolean(),
  disabled: z.boolean(),
  createdAt: instantSchema,
  version: z.number().int(),
});
export type Person = z.infer<typeof personSchema>;

export const createPersonRequestSchema = z.object({
  login: loginSchema,
  name: z.string().trim().min(1).max(200),
  role: roleSchema,
  password: passwordSchema,
  locale: localeSchema.default('ru'),
  receivesHandovers: z.boolean().default(false),
});
export type CreatePersonRequest = z.infer<typeof createPersonRequestSchema>;

export const changePersonRequestSchema = z.object({
  version: z.number().int(),
  name: z.string().trim().min(1).max(200).optional(),
  role: roleSchema.optional(),
  password: passwordSchema.optional(),
  receivesHandovers: z.boolean().optional(),
  disabled: z.boolean().optional(),
});
export type ChangePersonRequest = z.infer<typeof changePersonRequestSchema>;
