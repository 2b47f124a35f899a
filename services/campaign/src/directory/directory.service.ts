import type { DataSource } from 'typeorm';
import type { SubgraphClient } from '#platform/graphql/subgraph-client.js';
import type { BrandCopyEntity } from './brand-copy.entity.js';
import type { CreatorCopyEntity } from './creator-copy.entity.js';
import { findBrandCopies, findCreatorCopies, keepBrands, keepCreators } from './directory.repository.js';

/**
 * What this service knows of brands and creators. A copy lags behind its owner, so before anything is refused because
 * of one that is missing or not active, the owner is asked once. Never called within a transaction: an owner that is
 * slow must not hold our locks.
 */
export class DirectoryService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly brands: SubgraphClient,
    private readonly creators: SubgraphClient,
  ) {}

  /**
   * A brand; null if there is none.
   * @throws GraphQLError SUBGRAPH_UNAVAILABLE when there is no copy and its owner cannot be reached
   */
  async brand(id: string): Promise<BrandCopyEntity | null> {
    const { manager } = this.dataSource;
    const [copy] = await findBrandCopies(manager, [id]);
    return this.current(copy, async () => {
      const [brand] = await this.brands.entities<BrandCopyEntity>('Brand', [id], 'id name status');
      if (brand) await keepBrands(manager, [brand]);
      return brand ?? null;
    });
  }

  /**
   * A creator; null if there is none.
   * @throws GraphQLError SUBGRAPH_UNAVAILABLE when there is no copy and its owner cannot be reached
   */
  async creator(id: string): Promise<CreatorCopyEntity | null> {
    const { manager } = this.dataSource;
    const [copy] = await findCreatorCopies(manager, [id]);
    return this.current(copy, async () => {
      const [creator] = await this.creators.entities<CreatorCopyEntity>('Creator', [id], 'id status');
      if (creator) await keepCreators(manager, [creator]);
      return creator ?? null;
    });
  }

  /** The copy where it suffices, else the owner's word, else a copy that is not active. */
  private async current<Copy extends { status: string }>(
    copy: Copy | undefined,
    ask: () => Promise<Copy | null>,
  ): Promise<Copy | null> {
    if (copy?.status === 'ACTIVE') return copy;
    try {
      return await ask();
    } catch (error) {
      if (copy) return copy;
      throw error;
    }
  }

  /**
   * Which of the videos are the creator's own, by the word of the creator service.
   * @throws GraphQLError SUBGRAPH_UNAVAILABLE when it cannot be reached
   */
  async videosOf(creatorId: string, videoIds: readonly string[]): Promise<Set<string>> {
    const videos = await this.creators.entities<{ id: string; creator: { id: string } | null }>(
      'Video',
      videoIds,
      'id creator { id }',
    );
    return new Set(videos.filter((video) => video?.creator?.id === creatorId).map((video) => video!.id));
  }
}
