import type { DataSource } from 'typeorm';
import { isId } from '#platform/database/identifiers.js';
import { inTransaction } from '#platform/database/transaction.js';
import { userProblem } from '#platform/errors/user-errors.js';
import { appendEvents } from '#platform/events/outbox.js';
import { stateAfter } from '../lifecycle/move.js';
import { actorOn, requireActor, type Standing } from '../viewers/viewer.policy.js';
import { CollaborationEntity } from './collaboration.entity.js';
import { collaborationChanged } from './collaboration.events.js';
import { collaborationReach } from './collaboration.policy.js';
import { lockCollaboration } from './collaboration.repository.js';
import { collaborationTransitions } from './collaboration.status.js';

/** Use cases that end a collaboration. */
export class CollaborationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: () => Date,
  ) {}

  /** Completes or cancels a collaboration. */
  async end(standing: Standing, id: string, action: 'CANCEL' | 'COMPLETE'): Promise<CollaborationEntity> {
    requireActor(standing, ...collaborationTransitions[action].by);
    return inTransaction(this.dataSource, async (manager) => {
      const collaboration = isId(id) ? await lockCollaboration(manager, id, collaborationReach(standing)) : null;
      if (!collaboration) throw userProblem('NOT_FOUND', 'There is no such collaboration.', 'id');
      const actor = actorOn(standing, collaboration);
      const status = stateAfter({
        table: collaborationTransitions,
        action,
        state: collaboration.status,
        actor,
        what: 'collaboration',
      });
      const changes = { status, awaitingSide: null, endedAt: this.clock() };
      await manager.update(CollaborationEntity, { id: collaboration.id }, changes);
      Object.assign(collaboration, changes);
      await appendEvents(manager, [collaborationChanged(collaboration)]);
      return collaboration;
    });
  }
}
