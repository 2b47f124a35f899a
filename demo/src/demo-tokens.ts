import { demoId } from './demo-id.js';

/** A viewer of the demo data that a token can be made for. */
export interface DemoToken {
  /** What a person calls it. */
  name: 'brand' | 'creator' | 'analyst';
  subject: string;
  role: 'BRAND' | 'CREATOR' | 'ANALYST';
  scopes: string[];
  claims: Record<string, string>;
}

/** Owner of brand 0, creator 0 (who works for its campaign 0), and an analyst. */
export function demoTokens(): DemoToken[] {
  return [
    {
      name: 'brand',
      subject: 'demo-brand-owner',
      role: 'BRAND',
      scopes: ['creators:read', 'campaigns:read', 'campaigns:write', 'insights:read'],
      claims: { brandId: demoId('brand', 0), brandRole: 'OWNER' },
    },
    {
      name: 'creator',
      subject: 'demo-creator',
      role: 'CREATOR',
      scopes: ['campaigns:read', 'campaigns:write', 'insights:read'],
      claims: { creatorId: demoId('creator', 0) },
    },
    {
      name: 'analyst',
      subject: 'demo-analyst',
      role: 'ANALYST',
      scopes: ['creators:read', 'insights:read'],
      claims: {},
    },
  ];
}
