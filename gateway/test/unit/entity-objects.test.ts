import { describe, expect, it } from '@jest/globals';
import type { Operation } from '@apollo/federation-internals';
import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { buildSchema } from 'graphql';
import { anonymousViewer } from '#platform/identity/viewer.js';
import { startDeadline } from '../../src/execution/fetch/deadline.js';
import { AbsentEntities } from '../../src/execution/merge/absent-entities.js';
import type { ExecutionRequest } from '../../src/execution/executor.js';
import { fetchSteps } from '../../src/execution/compile/fetch-steps.js';
import { MergedRequests } from '../../src/execution/compile/merged-request.js';
import { runSteps } from '../../src/execution/run/step-schedule.js';
import type { SubgraphTransport } from '../../src/execution/fetch/subgraph-transport.js';

/** One entity at two places: its objects may be one only if no other fetch writes beneath them. */

const schema = buildSchema(
  'type Query { works: [Work!]! } type Work { id: ID! title: String author: Person } type Person { id: ID! name: String mood: String }',
);

function fetchNode(serviceName: string, operation: string, entity?: string): FetchNode {
  const fields = ['__typename', 'id'].map((name) => ({ kind: 'Field' as const, name }));
  const requires = entity && [{ kind: 'InlineFragment' as const, typeCondition: entity, selections: fields }];
  return { kind: 'Fetch', serviceName, operation, operationKind: 'query', ...(requires && { requires }) } as FetchNode;
}

const entities = (selection: string): string =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`;
const works = fetchNode('works', '{ works { __typename id title } }');
const keysOfWorks = fetchNode('works', '{ works { __typename id } }');
const authors: PlanNode = {
  kind: 'Flatten',
  path: ['works', '@'],
  node: fetchNode('people', entities('... on Work { author { __typename id name } }'), 'Work'),
};
const moods: PlanNode = {
  kind: 'Flatten',
  path: ['works', '@', 'author'],
  node: fetchNode('moods', entities('... on Person { mood }'), 'Person'),
};

const answering = (data: object): SubgraphTransport => ({
  // As from the wire: nothing in it is one object twice.
  send: () => Promise.resolve({ data: JSON.parse(JSON.stringify(data)) as Record<string, unknown> }),
});

/** Runs a plan whose two works are one entity. @returns both, the author of each, whether the fetch of authors may share */
async function authorsOf(
  nodes: PlanNode[],
): Promise<{ works: object[]; authors: (object | undefined)[]; shares: boolean | undefined }> {
  const steps = fetchSteps({ kind: 'Sequence', nodes }, schema)!;
  const work = { __typename: 'Work', id: 'w1' };
  const data: { works?: { author?: object }[] } & Record<string, unknown> = {};
  const deadline = startDeadline(5_000, new AbortController().signal);
  const errors: Error[] = [];
  const context = {
    operation: { variableDefinitions: undefined } as unknown as Operation,
    schema,
    subgraphs: new Map([
      ['works', answering({ works: [work, work] })],
      ['people', answering({ _entities: [{ author: { __typename: 'Person', id: 'p1' } }] })],
      ['moods', answering({ _entities: [{ mood: 'GOOD' }] })],
    ]),
    request: { variables: {}, viewer: anonymousViewer, requestId: 'r' } as unknown as ExecutionRequest,
    deadline,
    merged: new MergedRequests(schema),
    event: undefined,
    sharedPlaces: new Map(),
    plain: true,
    data,
    errors,
    absent: new AbsentEntities(),
  };
  await runSteps(steps, context, 5_000);
  deadline.clear();
  expect(errors).toEqual([]);
  return { works: data.works!, authors: data.works!.map(({ author }) => author), shares: steps[1]?.shares };
}

describe('an entity at two places', () => {
  it('is one object when nothing is written beneath it', async () => {
    const { authors: found, shares } = await authorsOf([works, authors]);
    expect(found).toEqual([
      { __typename: 'Person', id: 'p1' },
      { __typename: 'Person', id: 'p1' },
    ]);
    expect(shares).toBe(true);
    expect(found[0]).toBe(found[1]);
  });

  it('is an object for each place when another fetch writes beneath it', async () => {
    const { authors: found, shares } = await authorsOf([works, authors, moods]);
    expect(found).toEqual([
      { __typename: 'Person', id: 'p1', mood: 'GOOD' },
      { __typename: 'Person', id: 'p1', mood: 'GOOD' },
    ]);
    expect(shares).toBe(false);
    expect(found[0]).not.toBe(found[1]);
  });

  it('is one object from its keys on, when they are all that one fetch tells of it', async () => {
    const { works: found } = await authorsOf([keysOfWorks, authors, moods]);
    const work = { __typename: 'Work', id: 'w1', author: { __typename: 'Person', id: 'p1', mood: 'GOOD' } };
    expect(found).toEqual([work, work]);
    expect(found[0]).toBe(found[1]);
    const { works: titled } = await authorsOf([works, authors, moods]);
    expect(titled[0]).not.toBe(titled[1]);
  });
});
