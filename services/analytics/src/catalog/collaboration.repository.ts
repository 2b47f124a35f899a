import type { EntityManager } from 'typeorm';

/** Who the two sides of a collaboration are. */
export interface CollaborationSides {
  id: string;
  /** Null while its campaign is not known here. */
  brandId: string | null;
  creatorId: string;
}

/** The sides of collaborations by id; those that are not known here are left out. */
export async function findCollaborationSides(
  manager: EntityManager,
  ids: readonly string[],
): Promise<CollaborationSides[]> {
  const rows: { id: string; brand_id: string | null; creator_id: string }[] = await manager.query(
    `SELECT collaboration.id, campaign.brand_id, collaboration.creator_id
     FROM collaborations AS collaboration LEFT JOIN campaigns AS campaign ON campaign.id = collaboration.campaign_id
     WHERE collaboration.id = ANY($1::uuid[])`,
    [ids],
  );
  return rows.map((row) => ({ id: row.id, brandId: row.brand_id, creatorId: row.creator_id }));
}
