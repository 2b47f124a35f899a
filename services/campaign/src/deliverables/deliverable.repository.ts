import { Any, type EntityManager } from 'typeorm';
import { withinReach } from '../viewers/reach.condition.js';
import type { Reach } from '../viewers/viewer.policy.js';
import { DeliverableEntity } from './deliverable.entity.js';

/** Deliverables by id whose collaborations are within a reach, those that exist, in any order. */
export function findDeliverables(
  manager: EntityManager,
  ids: readonly string[],
  reach: Reach,
): Promise<DeliverableEntity[]> {
  const visible = withinReach(reach, 'collaboration');
  return manager
    .createQueryBuilder(DeliverableEntity, 'deliverable')
    .innerJoin('collaborations', 'collaboration', 'collaboration.id = deliverable.collaboration_id')
    .where('deliverable.id = ANY(:ids)', { ids })
    .andWhere(visible.sql, visible.parameters)
    .getMany();
}

/** Deliverables of collaborations, as they were agreed on. */
export function findDeliverablesOf(
  manager: EntityManager,
  collaborationIds: readonly string[],
): Promise<DeliverableEntity[]> {
  return manager.find(DeliverableEntity, {
    where: { collaborationId: Any([...collaborationIds]) },
    order: { position: 'ASC' },
  });
}

/** Deliverables that any of the videos is linked to in a campaign. */
export function findLinked(
  manager: EntityManager,
  campaignId: string,
  videoIds: readonly string[],
): Promise<DeliverableEntity[]> {
  return manager.find(DeliverableEntity, { where: { campaignId, videoId: Any([...videoIds]) } });
}
