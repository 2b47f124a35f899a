import { Any, type EntityManager } from 'typeorm';
import { TermsEntity } from './terms.entity.js';

/** Every version of the terms of the collaborations, the newest first. */
export function findTerms(manager: EntityManager, collaborationIds: readonly string[]): Promise<TermsEntity[]> {
  return manager.find(TermsEntity, {
    where: { collaborationId: Any([...collaborationIds]) },
    order: { version: 'DESC' },
  });
}

/** The newest version of a collaboration's terms; null before the first. The collaboration's row is locked. */
export function findNewestTerms(manager: EntityManager, collaborationId: string): Promise<TermsEntity | null> {
  return manager.findOne(TermsEntity, { where: { collaborationId }, order: { version: 'DESC' } });
}
