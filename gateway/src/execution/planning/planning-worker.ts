// A worker that plans operations on one supergraph, so that planning holds nobody up.
import { serveTasks } from '../../workers/task-server.js';
import { PlanBuilder, type PlanAnswer, type PlanTask } from './plan-builder.js';

serveTasks<{ supergraphSdl: string }, PlanTask, PlanAnswer>(({ supergraphSdl }) => {
  const builder = new PlanBuilder(supergraphSdl);
  return (task) => builder.build(task);
});
