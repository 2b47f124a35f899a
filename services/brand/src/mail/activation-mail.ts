import { activationTokenLifetimeHours } from '../activation/activation-token.js';
import type { Mail } from './mail-sender.js';

/** The mail that lets a brand prove its address. @param publicUrl where people reach the marketplace */
export function activationMail(brand: { name: string; email: string }, token: string, publicUrl: string): Mail {
  return {
    to: brand.email,
    subject: 'Activate your brand account',
    text: [
      `Hello ${brand.name},`,
      '',
      'somebody registered this brand with your e-mail address. To activate it, use this token in the app, or with the',
      `mutation activateBrand at ${publicUrl}/graphql:`,
      '',
      token,
      '',
      `It works once, within ${activationTokenLifetimeHours} hours. If it was not you, there is nothing to do.`,
      '',
    ].join('\n'),
  };
}
