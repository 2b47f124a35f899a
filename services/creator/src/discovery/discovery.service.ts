import type { DataSource } from 'typeorm';
import { unauthenticated } from '#platform/errors/graphql-errors.js';
import type { Viewer } from '#platform/identity/viewer.js';
import { readPage, toConnection, type Connection, type ConnectionArguments } from '#platform/paging/connection.js';
import type { CreatorFilter } from '#schema/__generated__/creator.js';
import type { CreatorEntity } from '../creators/creator.entity.js';
import { mayReadCreators } from '../creators/creator.policy.js';
import { creatorCriteria, type CreatorCriteria } from './creator-criteria.js';
import { creatorOrderings, type CreatorOrder } from './creator-order.js';
import { countCreators, pageOfCreators } from './discovery.repository.js';

/** A page of creators; it knows what it was a page of, for whoever asks how many there are. */
export interface CreatorPage extends Connection<CreatorEntity> {
  criteria: CreatorCriteria;
}

/** Finding creators. */
export class DiscoveryService {
  constructor(private readonly dataSource: DataSource) {}

  /** A page of the creators that match a filter, in an order; for anyone who is signed in. */
  async search(
    viewer: Viewer,
    filter: CreatorFilter | null | undefined,
    order: CreatorOrder,
    parameters: ConnectionArguments,
  ): Promise<CreatorPage> {
    if (!mayReadCreators(viewer)) throw unauthenticated();
    const ordering = creatorOrderings[order];
    const list = `creators:${order}`;
    const page = readPage(parameters, list, ordering.accepts);
    const criteria = creatorCriteria(filter);
    const rows = await pageOfCreators(this.dataSource.manager, criteria, ordering, page);
    return { ...toConnection(rows, page, list, (creator) => [ordering.valueOf(creator), creator.id]), criteria };
  }

  /** How many creators a page is a part of. */
  count(page: CreatorPage): Promise<number> {
    return countCreators(this.dataSource.manager, page.criteria);
  }
}
