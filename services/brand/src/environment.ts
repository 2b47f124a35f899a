import { z } from 'zod';
import { readEnvironment, serviceSettings } from '#platform/configuration/environment.js';

const brandSettings = z
  .object({
    ...serviceSettings,
    /** Where mail goes out: smtp:// or smtps:// URL, user and password within. */
    SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// URL' }).optional(),
    /** Folder for .eml files, used when there is no SMTP_URL. */
    MAIL_DIR: z.string().optional(),
    MAIL_FROM: z.string().default('Creator Marketplace <no-reply@localhost>'),
    /** Where people reach the marketplace; stands in mails. */
    PUBLIC_URL: z
      .url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' })
      .default('http://127.0.0.1:4000'),
  })
  .refine((settings) => settings.SMTP_URL !== undefined || settings.MAIL_DIR !== undefined, {
    path: ['MAIL_DIR'],
    error: 'mail needs SMTP_URL or MAIL_DIR',
  });

/** Settings of the brand service. */
export type BrandSettings = z.infer<typeof brandSettings>;

/** @throws ConfigurationError naming every setting that is missing or wrong */
export function readBrandEnvironment(environment: NodeJS.ProcessEnv = process.env): BrandSettings {
  return readEnvironment(brandSettings, environment);
}
