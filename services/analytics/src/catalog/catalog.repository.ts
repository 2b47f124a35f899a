import type { EntityManager } from 'typeorm';
import { rowSet, type RowSetColumn } from '#platform/database/row-set.js';

/** What is known here of a creator. */
export interface CatalogCreator {
  id: string;
  displayName: string;
  handle: string | null;
  country: string | null;
  categories: readonly string[];
  status: string;
}

/** What is known here of a brand. */
export interface CatalogBrand {
  id: string;
  name: string;
  industry: string | null;
  country: string | null;
  status: string;
}

/** What is known here of a campaign; times are RFC 3339. */
export interface CatalogCampaign {
  id: string;
  brandId: string;
  name: string;
  objective: string;
  visibility: string;
  status: string;
  startsAt: string | null;
  endsAt: string | null;
}

/** What is known here of a collaboration. */
export interface CatalogCollaboration {
  id: string;
  campaignId: string;
  creatorId: string;
  status: string;
}

/** Stores rows in a table keyed by `id`, the last word on each, in the order of the ids. */
async function store<Row extends { id: string }>(
  manager: EntityManager,
  table: string,
  columns: readonly RowSetColumn<Row>[],
  rows: readonly Row[],
  read: (column: string) => string = (column) => `given.${column}`,
): Promise<void> {
  if (!rows.length) return;
  const names = columns.map((column) => column.name);
  const given = rowSet('given', columns, rows);
  await manager.query(
    `INSERT INTO ${table} (${names.join(', ')}) SELECT ${names.map(read).join(', ')} FROM ${given.sql} ORDER BY given.id
     ON CONFLICT (id) DO UPDATE SET ${names
       .slice(1)
       .map((name) => `${name} = excluded.${name}`)
       .join(', ')}`,
    given.parameters,
  );
}

/** Stores creators. */
export async function storeCreators(manager: EntityManager, creators: readonly CatalogCreator[]): Promise<void> {
  await store(
    manager,
    'creators',
    [
      { name: 'id', type: 'uuid', value: (creator) => creator.id },
      { name: 'display_name', type: 'text', value: (creator) => creator.displayName },
      { name: 'handle', type: 'text', value: (creator) => creator.handle },
      { name: 'country', type: 'text', value: (creator) => creator.country },
      // An array of lists of unlike length has no form in Postgres.
      { name: 'categories', type: 'jsonb', value: (creator) => JSON.stringify(creator.categories) },
      { name: 'status', type: 'text', value: (creator) => creator.status },
    ],
    creators,
    (column) =>
      column === 'categories' ? 'ARRAY(SELECT jsonb_array_elements_text(given.categories))' : `given.${column}`,
  );
}

/** Stores brands. */
export async function storeBrands(manager: EntityManager, brands: readonly CatalogBrand[]): Promise<void> {
  await store(
    manager,
    'brands',
    [
      { name: 'id', type: 'uuid', value: (brand) => brand.id },
      { name: 'name', type: 'text', value: (brand) => brand.name },
      { name: 'industry', type: 'text', value: (brand) => brand.industry },
      { name: 'country', type: 'text', value: (brand) => brand.country },
      { name: 'status', type: 'text', value: (brand) => brand.status },
    ],
    brands,
  );
}

/** Stores campaigns. */
export async function storeCampaigns(manager: EntityManager, campaigns: readonly CatalogCampaign[]): Promise<void> {
  await store(
    manager,
    'campaigns',
    [
      { name: 'id', type: 'uuid', value: (campaign) => campaign.id },
      { name: 'brand_id', type: 'uuid', value: (campaign) => campaign.brandId },
      { name: 'name', type: 'text', value: (campaign) => campaign.name },
      { name: 'objective', type: 'text', value: (campaign) => campaign.objective },
      { name: 'visibility', type: 'text', value: (campaign) => campaign.visibility },
      { name: 'status', type: 'text', value: (campaign) => campaign.status },
      { name: 'starts_at', type: 'timestamptz', value: (campaign) => campaign.startsAt },
      { name: 'ends_at', type: 'timestamptz', value: (campaign) => campaign.endsAt },
    ],
    campaigns,
  );
}

/** Stores collaborations. */
export async function storeCollaborations(
  manager: EntityManager,
  collaborations: readonly CatalogCollaboration[],
): Promise<void> {
  await store(
    manager,
    'collaborations',
    [
      { name: 'id', type: 'uuid', value: (collaboration) => collaboration.id },
      { name: 'campaign_id', type: 'uuid', value: (collaboration) => collaboration.campaignId },
      { name: 'creator_id', type: 'uuid', value: (collaboration) => collaboration.creatorId },
      { name: 'status', type: 'text', value: (collaboration) => collaboration.status },
    ],
    collaborations,
  );
}
