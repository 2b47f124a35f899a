import { newId } from '#platform/database/identifiers.js';
import type { Viewer } from '#platform/identity/viewer.js';
import type { RunningService } from '#platform/process/service.js';
import { SubgraphTester, testViewer } from '#platform/testing/subgraph-tester.js';
import { createTestDatabase, type TestDatabase } from '#platform/testing/test-database.js';
import { testSecret } from '#platform/testing/test-secret.js';
import { startCampaignService } from '../src/server.js';
import { Neighbours } from './neighbours.js';

export const operator = testViewer('OPERATOR', {}, ['operator']);
export const analyst = testViewer('ANALYST');

/** A member of a brand. */
export const memberOf = (brandId: string, brandRole = 'MANAGER'): Viewer => testViewer('BRAND', { brandId, brandRole });
/** A creator. */
export const creatorOf = (creatorId: string): Viewer => testViewer('CREATOR', { creatorId });

/** An error that a mutation's payload carries. */
export interface UserErrorAnswer {
  code: string;
  message: string;
  field: string[] | null;
}

/** Fields of a state, as most tests read them. */
export const states = {
  campaign: 'campaign { id status availableActions }',
  invitation: 'invitation { id status availableActions expiresAt answeredAt creator { id } }',
  collaboration: `collaboration { id status availableActions agreedAt endedAt
    terms { version hash proposedBy acceptedBy fee { amountMinor currency } note }
    agreement { version hash } deliverables { id title status availableActions draftUrl reviewComment video { id } publishedAt } }`,
  deliverable:
    'deliverable { id status availableActions draftUrl reviewComment video { id } publishedAt collaboration { status } }',
};

/** A campaign service on a database of its own, with neighbours and a clock that can be set. */
export class CampaignServiceUnderTest {
  /** Added to the time of day, in ms. */
  ahead = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly neighbours: Neighbours,
  ) {}

  service!: RunningService;
  graph!: SubgraphTester;

  static async start(): Promise<CampaignServiceUnderTest> {
    const test = new CampaignServiceUnderTest(await createTestDatabase(), await new Neighbours().start());
    test.service = await startCampaignService(
      {
        HOST: '127.0.0.1',
        PORT: 0,
        DATABASE_URL: test.database.url,
        ASSERTION_SECRET: testSecret,
        LOG_LEVEL: 'silent',
        BRAND_URL: test.neighbours.brandUrl,
        CREATOR_URL: test.neighbours.creatorUrl,
      },
      { quiet: true, clock: () => new Date(Date.now() + test.ahead) },
    );
    test.graph = new SubgraphTester('campaign', test.service.url, testSecret);
    return test;
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.neighbours.stop();
    await this.database.drop();
  }

  /** A brand that the brand service knows. */
  brand(status = 'ACTIVE'): string {
    const id = newId();
    this.neighbours.brands.set(id, { id, name: 'Lumen', status });
    return id;
  }

  /** A creator that the creator service knows. */
  creator(status = 'ACTIVE'): string {
    const id = newId();
    this.neighbours.creators.set(id, { id, status });
    return id;
  }

  /** A video that the creator service knows. */
  video(creatorId: string): string {
    const id = newId();
    this.neighbours.videos.set(id, creatorId);
    return id;
  }

  /**
   * Runs a mutation and reads its payload.
   * @param input its type is looked up by name: `createCampaign` takes a `CreateCampaignInput`
   * @throws Error when the answer has GraphQL errors
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads payloads of every shape
  async mutate(viewer: Viewer, field: string, type: string, input: object, selection: string): Promise<any> {
    const query = `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} userErrors { code message field } } }`;
    const { data, errors } = await this.graph.run(viewer, query, { input });
    if (errors) throw new Error(`${errors[0]?.extensions?.code}: ${errors[0]?.message}`);
    return data[field];
  }

  /** The same, for a mutation that must change nothing. @returns its user errors, without messages */
  async refused(
    viewer: Viewer,
    field: string,
    type: string,
    input: object,
  ): Promise<{ code: string; field: string[] | null }[]> {
    const payload = await this.mutate(viewer, field, type, input, '__typename');
    return payload.userErrors.map(({ code, field }: UserErrorAnswer) => ({ code, field }));
  }

  /** Drafts a campaign. @returns its id */
  async draft(viewer: Viewer, input: object = {}): Promise<string> {
    const { campaign } = await this.mutate(
      viewer,
      'createCampaign',
      'CreateCampaignInput',
      { name: 'Spring serum', objective: 'AWARENESS', budget: { amountMinor: 500_000, currency: 'USD' }, ...input },
      'campaign { id }',
    );
    return campaign.id;
  }

  /** Moves a campaign. */
  step(viewer: Viewer, field: string, id: string) {
    return this.mutate(viewer, field, 'CampaignIdInput', { id }, states.campaign);
  }

  /** Drafts and publishes a campaign. @returns its id */
  async published(viewer: Viewer, input: object = {}): Promise<string> {
    const id = await this.draft(viewer, input);
    await this.step(viewer, 'publishCampaign', id);
    return id;
  }

  /** Invites a creator. */
  invite(viewer: Viewer, campaignId: string, creatorId: string, input: object = {}) {
    return this.mutate(
      viewer,
      'inviteCreator',
      'InviteCreatorInput',
      { campaignId, creatorId, idempotencyKey: newId(), ...input },
      states.invitation,
    );
  }

  /** Answers an invitation. */
  answer(viewer: Viewer, field: 'declineInvitation' | 'withdrawInvitation', id: string) {
    return this.mutate(viewer, field, 'InvitationIdInput', { id }, states.invitation);
  }

  /** Accepts an invitation. */
  accept(viewer: Viewer, id: string) {
    return this.mutate(
      viewer,
      'acceptInvitation',
      'InvitationIdInput',
      { id },
      `${states.invitation} ${states.collaboration}`,
    );
  }

  /** Invites a creator, who accepts. @returns id of the collaboration */
  async collaboration(brandId: string, campaignId: string, creatorId: string): Promise<string> {
    const { invitation } = await this.invite(memberOf(brandId), campaignId, creatorId);
    const { collaboration } = await this.accept(creatorOf(creatorId), invitation.id);
    return collaboration.id;
  }

  /** Proposes terms. */
  propose(viewer: Viewer, collaborationId: string, input: object = {}) {
    return this.mutate(
      viewer,
      'proposeTerms',
      'ProposeTermsInput',
      {
        collaborationId,
        fee: { amountMinor: 80_000, currency: 'USD' },
        deliverables: [{ content: 'SHORT_VIDEO', title: 'Morning routine', dueAt: '2030-03-10T00:00:00.000Z' }],
        idempotencyKey: newId(),
        ...input,
      },
      states.collaboration,
    );
  }

  /** Accepts terms. */
  acceptTerms(viewer: Viewer, collaborationId: string, hash: string) {
    return this.mutate(viewer, 'acceptTerms', 'AcceptTermsInput', { collaborationId, hash }, states.collaboration);
  }

  /** Brings a new collaboration to AGREED. @returns its id and those of its deliverables */
  async agreed(
    brandId: string,
    campaignId: string,
    creatorId: string,
    titles = ['Morning routine'],
  ): Promise<{ id: string; deliverables: string[] }> {
    const id = await this.collaboration(brandId, campaignId, creatorId);
    const deliverables = titles.map((title) => ({ content: 'SHORT_VIDEO', title }));
    const proposed = await this.propose(memberOf(brandId), id, { deliverables });
    const { collaboration } = await this.acceptTerms(creatorOf(creatorId), id, proposed.collaboration.terms[0].hash);
    return { id, deliverables: collaboration.deliverables.map((deliverable: { id: string }) => deliverable.id) };
  }

  /** Makes a move on a deliverable. */
  work(viewer: Viewer, field: string, input: { id: string; draftUrl?: string; comment?: string; videoId?: string }) {
    const type =
      input.draftUrl !== undefined
        ? 'SubmitDeliverableInput'
        : input.comment !== undefined
          ? 'ReviewDeliverableInput'
          : input.videoId !== undefined
            ? 'PublishDeliverableInput'
            : 'DeliverableIdInput';
    return this.mutate(viewer, field, type, input, states.deliverable);
  }

  /** Events of the outbox so far, oldest first. */
  async events(): Promise<{ type: string; aggregate_id: string; payload: Record<string, unknown> }[]> {
    return this.service.dataSource.query(`SELECT type, aggregate_id, payload FROM outbox ORDER BY id`);
  }
}
