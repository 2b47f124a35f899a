// A worker that answers what is asked of the schema itself: a whole schema takes tens of milliseconds to write.
import { buildSchema, executeSync, parse } from 'graphql';
import { serveTasks } from '../workers/task-server.js';

/** An operation that asks for the schema and nothing else; valid, within the limits, its variables checked. */
export interface IntrospectionTask {
  document: string;
  operationName: string | null;
  variables: Readonly<Record<string, unknown>>;
}

serveTasks<string, IntrospectionTask, string>((sdl) => {
  const schema = buildSchema(sdl, { assumeValid: true });
  return ({ document, operationName, variables }) => {
    const { data, errors } = executeSync({
      schema,
      document: parse(document, { noLocation: true }),
      operationName,
      variableValues: variables,
    });
    if (errors) throw new Error(`introspection failed: ${errors[0]?.message}`);
    return JSON.stringify(data);
  };
});
