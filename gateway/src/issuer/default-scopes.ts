/** What the built-in issuer knows of a role. */
export interface RoleRule {
  /** Scopes of a token for which none are asked; for CLIENT there are no others than those asked. */
  scopes: readonly string[];
  /** Claims without which a token of the role means nothing. */
  needs: readonly string[];
}

/** Roles of the marketplace. A token of any other role is refused. */
export const roleRules: Readonly<Record<string, RoleRule>> = {
  BRAND: {
    scopes: ['creators:read', 'campaigns:read', 'campaigns:write', 'insights:read'],
    needs: ['brandId', 'brandRole'],
  },
  CREATOR: { scopes: ['campaigns:read', 'campaigns:write', 'insights:read'], needs: ['creatorId'] },
  ANALYST: { scopes: ['creators:read', 'insights:read'], needs: [] },
  OPERATOR: {
    scopes: ['operator', 'creators:read', 'campaigns:read', 'campaigns:write', 'insights:read', 'metrics:write'],
    needs: [],
  },
  CLIENT: { scopes: [], needs: [] },
};

/** Roles of a brand's member. */
export const brandRoles: readonly string[] = ['OWNER', 'MANAGER', 'VIEWER'];
