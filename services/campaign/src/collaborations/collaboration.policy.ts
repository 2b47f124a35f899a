import { reachOfSides, type Reach, type Standing } from '../viewers/viewer.policy.js';

/**
 * Which collaborations a viewer reaches, and their deliverables: those of either side; all of them for operators and
 * services. Analysts reach them too, since results can be grouped by collaboration, but only who works with whom and
 * where it stands: terms, drafts and reviews are hidden by `seesInside`.
 */
export function collaborationReach(standing: Standing): Reach {
  return standing.kind === 'ANALYST' ? { kind: 'ALL' } : reachOfSides(standing);
}
