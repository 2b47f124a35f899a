import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { groupedLoader, keyedLoader, LoaderFamily } from '#platform/loaders/keyed-loader.js';
import type { Page } from '#platform/paging/connection.js';
import type { TermsEntity } from '../agreements/terms.entity.js';
import { findTerms } from '../agreements/terms.repository.js';
import type { DeliverableEntity } from '../deliverables/deliverable.entity.js';
import { findDeliverables, findDeliverablesOf } from '../deliverables/deliverable.repository.js';
import type { Standing } from '../viewers/viewer.policy.js';
import type { CollaborationEntity } from './collaboration.entity.js';
import { collaborationReach } from './collaboration.policy.js';
import {
  countsOfCollaborations,
  findCollaborations,
  pagesOfCollaborations,
  type CollaborationParent,
} from './collaboration.repository.js';

/** Look-ups of collaborations and what belongs to them for one request; all of them within the viewer's reach. */
export interface CollaborationLoaders {
  collaborationById: DataLoader<string, CollaborationEntity | null>;
  collaborationsOf: Record<CollaborationParent, LoaderFamily<Page, string, CollaborationEntity[]>>;
  collaborationCountOf: Record<CollaborationParent, DataLoader<string, number>>;
  deliverableById: DataLoader<string, DeliverableEntity | null>;
  /** By collaboration, which the caller has found within reach. */
  deliverablesOf: DataLoader<string, DeliverableEntity[]>;
  /** By collaboration, which the caller has found within reach; for those who see inside it. The newest first. */
  termsOf: DataLoader<string, TermsEntity[]>;
}

/** Makes the loaders of one request. */
export function createCollaborationLoaders(manager: EntityManager, standing: Standing): CollaborationLoaders {
  const reach = collaborationReach(standing);
  const pagesUnder = (parent: CollaborationParent) =>
    new LoaderFamily<Page, string, CollaborationEntity[]>((ids, page) =>
      pagesOfCollaborations(manager, parent, ids, reach, page),
    );
  const countsUnder = (parent: CollaborationParent) =>
    new DataLoader<string, number>((ids) => countsOfCollaborations(manager, parent, ids, reach));
  return {
    collaborationById: keyedLoader(
      (ids) => findCollaborations(manager, ids, reach),
      (collaboration) => collaboration.id,
    ),
    collaborationsOf: { campaign: pagesUnder('campaign'), creator: pagesUnder('creator') },
    collaborationCountOf: { campaign: countsUnder('campaign'), creator: countsUnder('creator') },
    deliverableById: keyedLoader(
      (ids) => findDeliverables(manager, ids, reach),
      (deliverable) => deliverable.id,
    ),
    deliverablesOf: groupedLoader(
      (ids) => findDeliverablesOf(manager, ids),
      (deliverable) => deliverable.collaborationId,
    ),
    termsOf: groupedLoader(
      (ids) => findTerms(manager, ids),
      (terms) => terms.collaborationId,
    ),
  };
}
