// A worker that plans operations on one supergraph, so that planning holds nobody up.
import { serveTasks } from '../../workers/task-server.js';
import { PlanBuilder, type PlanAnswer, type PlanTask } from './plan-builder.js';

/** What the worker is started with. */
export interface PlanningData {
  supergraphSdl: string;
  pathsLimit: number;
}

serveTasks<PlanningData, PlanTask, PlanAnswer>(({ supergraphSdl, pathsLimit }) => {
  const builder = new PlanBuilder(supergraphSdl, pathsLimit);
  return (task) => builder.build(task);
});
