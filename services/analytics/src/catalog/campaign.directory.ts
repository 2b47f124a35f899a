import type { DataSource } from 'typeorm';
import type { SubgraphClient } from '#platform/graphql/subgraph-client.js';
import { storeCampaigns } from './catalog.repository.js';

/** Whose a campaign is, and where it stands. */
export interface CampaignOwner {
  id: string;
  brandId: string;
  /** The contract's `CampaignStatus`. */
  status: string;
}

/** A campaign as the campaign service answers. */
interface AskedCampaign {
  id: string;
  name: string;
  objective: string;
  visibility: string;
  status: string;
  startsAt: string | null;
  endsAt: string | null;
  brand: { id: string } | null;
}

/**
 * Knows campaigns. The copy here lags behind the campaign service: what is not in it is asked for there once, before it
 * is said not to exist.
 */
export class CampaignDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly campaignService: SubgraphClient,
  ) {}

  /**
   * Campaigns by id; those that do not exist are left out.
   * @param ids well-formed ids
   * @throws GraphQLError SUBGRAPH_UNAVAILABLE when one is not known here and the campaign service cannot be asked
   */
  async find(ids: readonly string[]): Promise<CampaignOwner[]> {
    const rows: { id: string; brand_id: string; status: string }[] = await this.dataSource.query(
      `SELECT id, brand_id, status FROM campaigns WHERE id = ANY($1::uuid[])`,
      [ids],
    );
    const known = rows.map((row) => ({ id: row.id, brandId: row.brand_id, status: row.status }));
    const present = new Set(known.map((campaign) => campaign.id));
    const missing = ids.filter((id) => !present.has(id.toLowerCase()));
    return missing.length ? [...known, ...(await this.ask(missing))] : known;
  }

  /**
   * A campaign by the campaign service's own word, for where a copy that lags would be a wrong answer.
   * @throws GraphQLError SUBGRAPH_UNAVAILABLE when it cannot be asked
   */
  async current(id: string): Promise<CampaignOwner | null> {
    const [campaign] = await this.ask([id]);
    return campaign ?? null;
  }

  private async ask(ids: readonly string[]): Promise<CampaignOwner[]> {
    const answers = await this.campaignService.entities<AskedCampaign>(
      'Campaign',
      ids,
      'id name objective visibility status startsAt endsAt brand { id }',
    );
    const found = answers.flatMap((answer) => {
      if (!answer?.brand) return [];
      const { brand, ...campaign } = answer;
      return [{ ...campaign, brandId: brand.id }];
    });
    await storeCampaigns(this.dataSource.manager, found);
    return found.map(({ id, brandId, status }) => ({ id, brandId, status }));
  }
}
