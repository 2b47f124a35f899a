import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/database/identifiers.js';
import { anonymousViewer, serviceViewer, type Viewer } from '#platform/identity/viewer.js';
import { testViewer } from '#platform/testing/subgraph-tester.js';
import { analyst, CampaignServiceUnderTest, creatorOf, memberOf, operator } from './campaign-service.js';

const entities = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  __typename
  ... on Campaign { id } ... on Invitation { id } ... on Collaboration { id } ... on Deliverable { id } } }`;

describe('tenancy', () => {
  let test: CampaignServiceUnderTest;
  /** Two tenants of either kind; the first brand and the first creator work together. */
  let brands: [string, string];
  let creators: [string, string];
  let campaignId: string;
  let draftId: string;
  let invitationId: string;
  let collaborationId: string;
  let deliverableId: string;

  beforeAll(async () => {
    test = await CampaignServiceUnderTest.start();
    brands = [test.brand(), test.brand()];
    creators = [test.creator(), test.creator()];
    const brand = memberOf(brands[0]);
    const creator = creatorOf(creators[0]);
    campaignId = await test.published(brand);
    draftId = await test.draft(brand);
    const { invitation } = await test.invite(brand, campaignId, creators[0], { message: 'secret' });
    invitationId = invitation.id;
    collaborationId = (await test.accept(creator, invitationId)).collaboration.id;
    const proposed = await test.propose(brand, collaborationId);
    const agreed = await test.acceptTerms(creator, collaborationId, proposed.collaboration.terms[0].hash);
    deliverableId = agreed.collaboration.deliverables[0].id;
    await test.work(creator, 'submitDeliverable', { id: deliverableId, draftUrl: 'https://drafts.example/secret' });
    await test.work(brand, 'requestDeliverableChanges', { id: deliverableId, comment: 'secret' });
    // The second creator is invited too, and has not answered.
    await test.invite(brand, campaignId, creators[1]);
  });
  afterAll(() => test.stop());

  /** What a viewer finds of the first tenants' things, on every path. */
  const findings = async (viewer: Viewer) => {
    const references = [
      { __typename: 'Campaign', id: campaignId },
      { __typename: 'Campaign', id: draftId },
      { __typename: 'Invitation', id: invitationId },
      { __typename: 'Collaboration', id: collaborationId },
      { __typename: 'Deliverable', id: deliverableId },
    ];
    const looked = await test.graph.run(viewer, entities, { representations: references });
    const { data } = await test.graph.run(
      viewer,
      `query ($campaign: ID!, $draft: ID!, $collaboration: ID!, $brand: ID!, $creator: ID!, $representations: [_Any!]!) {
        campaign(id: $campaign) { id invitations { totalCount nodes { id } } collaborations { totalCount nodes { id } } }
        draft: campaign(id: $draft) { id }
        collaboration(id: $collaboration) { id }
        listed: campaigns(filter: { brandId: $brand }) { totalCount nodes { id } }
        working: collaborations(filter: { campaignId: $campaign }) { totalCount nodes { id } }
        by: collaborations(filter: { creatorId: $creator }) { totalCount nodes { id } }
        _entities(representations: $representations) {
          ... on Brand { campaigns { totalCount nodes { id } } }
          ... on Creator { collaborations { totalCount nodes { id } } }
        }
      }`,
      {
        campaign: campaignId,
        draft: draftId,
        collaboration: collaborationId,
        brand: brands[0],
        creator: creators[0],
        representations: [
          { __typename: 'Brand', id: brands[0] },
          { __typename: 'Creator', id: creators[0] },
        ],
      },
    );
    return {
      references: looked.data._entities.map((found: unknown) => found !== null),
      campaign: data.campaign && [
        data.campaign.invitations.totalCount,
        data.campaign.invitations.nodes.length,
        data.campaign.collaborations.totalCount,
        data.campaign.collaborations.nodes.length,
      ],
      draft: data.draft !== null,
      collaboration: data.collaboration !== null,
      lists: [data.listed, data.working, data.by, data._entities[0].campaigns, data._entities[1].collaborations].map(
        (list) => (expect(list.nodes).toHaveLength(list.totalCount), list.totalCount),
      ),
    };
  };
  const nothing = {
    references: [false, false, false, false, false],
    campaign: null,
    draft: false,
    collaboration: false,
    lists: [0, 0, 0, 0, 0],
  };

  it('shows a tenant what is its own', async () => {
    const all = {
      references: [true, true, true, true, true],
      campaign: [2, 2, 1, 1],
      draft: true,
      collaboration: true,
      lists: [2, 1, 1, 2, 1],
    };
    for (const viewer of [memberOf(brands[0]), memberOf(brands[0], 'VIEWER'), operator, serviceViewer('analytics')])
      expect(await findings(viewer)).toEqual(all);
    expect(await findings(creatorOf(creators[0]))).toEqual({
      references: [true, false, true, true, true],
      campaign: [1, 1, 1, 1],
      draft: false,
      collaboration: true,
      lists: [1, 1, 1, 1, 1],
    });
  });

  it('shows another tenant as much as if there were nothing', async () => {
    expect(await findings(memberOf(brands[1]))).toEqual(nothing);
    expect(await findings(creatorOf(newId()))).toEqual(nothing);
    expect(await findings(testViewer('CLIENT', {}, ['campaigns:read', 'creators:read']))).toEqual(nothing);
    expect(await findings(testViewer('BRAND', { brandRole: 'OWNER' }))).toEqual(nothing);
    expect(await findings(testViewer('CREATOR', { creatorId: "' OR true" }))).toEqual(nothing);
    // Invited to the campaign, and no part of the other creator's collaboration.
    expect(await findings(creatorOf(creators[1]))).toEqual({
      ...nothing,
      references: [true, false, false, false, false],
      campaign: [1, 1, 0, 0],
      lists: [1, 0, 0, 1, 0],
    });
  });

  it('shows analysts published campaigns and who works in them, and hides terms, drafts and money', async () => {
    expect(await findings(analyst)).toEqual({
      references: [true, false, false, true, true],
      campaign: [0, 0, 1, 1],
      draft: false,
      collaboration: true,
      lists: [1, 1, 1, 1, 1],
    });
    const inside = `query ($id: ID!) { collaboration(id: $id) {
      status availableActions terms { hash } agreement { hash } campaign { budget { amountMinor } }
      deliverables { status draftUrl reviewComment availableActions } } }`;
    const see = async (viewer: Viewer) =>
      (await test.graph.run(viewer, inside, { id: collaborationId })).data.collaboration;
    expect(await see(analyst)).toEqual({
      status: 'IN_PRODUCTION',
      availableActions: [],
      terms: [],
      agreement: null,
      campaign: { budget: null },
      deliverables: [{ status: 'CHANGES_REQUESTED', draftUrl: null, reviewComment: null, availableActions: [] }],
    });
    const full = {
      terms: [expect.anything()],
      agreement: expect.anything(),
      deliverables: [
        { status: 'CHANGES_REQUESTED', draftUrl: 'https://drafts.example/secret', reviewComment: 'secret' },
      ],
    };
    for (const viewer of [memberOf(brands[0], 'VIEWER'), operator])
      expect(await see(viewer)).toMatchObject({ ...full, campaign: { budget: { amountMinor: 500_000 } } });
    const creator = await see(creatorOf(creators[0]));
    expect(creator).toMatchObject({ ...full, availableActions: ['CANCEL'], campaign: { budget: null } });
    expect(creator.deliverables[0].availableActions).toEqual(['SUBMIT']);
    expect((await see(memberOf(brands[0], 'VIEWER'))).availableActions).toEqual([]);
  });

  it("answers a move on what is another tenant's as if it did not exist", async () => {
    const rival = memberOf(brands[1]);
    const stranger = creatorOf(newId());
    const refused = (viewer: Viewer, field: string, type: string, input: object) =>
      test.refused(viewer, field, type, input);
    const missing = (field: string) => [{ code: 'NOT_FOUND', field: [field] }];
    for (const field of ['publishCampaign', 'pauseCampaign', 'resumeCampaign', 'closeCampaign', 'discardCampaign'])
      for (const id of [campaignId, newId(), 'x'])
        expect(await refused(rival, field, 'CampaignIdInput', { id })).toEqual(missing('id'));
    expect(await refused(rival, 'updateCampaign', 'UpdateCampaignInput', { id: draftId, name: 'x' })).toEqual(
      missing('id'),
    );
    expect(
      await refused(rival, 'inviteCreator', 'InviteCreatorInput', {
        campaignId,
        creatorId: creators[1],
        idempotencyKey: 'k',
      }),
    ).toEqual(missing('campaignId'));
    expect(await refused(rival, 'withdrawInvitation', 'InvitationIdInput', { id: invitationId })).toEqual(
      missing('id'),
    );
    for (const viewer of [rival, stranger]) {
      expect(await refused(viewer, 'cancelCollaboration', 'CollaborationIdInput', { id: collaborationId })).toEqual(
        missing('id'),
      );
      expect(await refused(viewer, 'acceptTerms', 'AcceptTermsInput', { collaborationId, hash: 'h' })).toEqual(
        missing('collaborationId'),
      );
      const { userErrors } = await test.propose(viewer, collaborationId);
      expect(userErrors).toMatchObject(missing('collaborationId'));
    }
    // Analysts see the collaboration, and may not touch it.
    for (const viewer of [analyst, memberOf(brands[0], 'VIEWER')])
      await expect(
        refused(viewer, 'cancelCollaboration', 'CollaborationIdInput', { id: collaborationId }),
      ).rejects.toThrow('FORBIDDEN');
    await expect(test.propose(operator, collaborationId)).rejects.toThrow('FORBIDDEN');
    await expect(
      refused(creatorOf(creators[0]), 'completeCollaboration', 'CollaborationIdInput', { id: collaborationId }),
    ).rejects.toThrow('FORBIDDEN');
  });

  it('opens an active campaign that is open to all, to everyone who is signed in', async () => {
    const open = await test.published(memberOf(brands[1]), { visibility: 'OPEN' });
    const look = async (viewer: Viewer) =>
      (
        await test.graph.run(
          viewer,
          `query ($id: ID!) { campaign(id: $id) { budget { currency } availableActions } }`,
          { id: open },
        )
      ).data?.campaign;
    for (const viewer of [memberOf(brands[0]), creatorOf(newId()), testViewer('CLIENT')])
      expect(await look(viewer)).toEqual({ budget: null, availableActions: [] });
    await expect(test.step(memberOf(brands[0]), 'pauseCampaign', open)).rejects.toThrow('FORBIDDEN');
    // Not even what the owner has invited with the same key.
    const invitation = { creatorId: test.creator(), idempotencyKey: 'the-same' };
    expect((await test.invite(memberOf(brands[1]), open, invitation.creatorId, invitation)).userErrors).toEqual([]);
    await expect(test.invite(memberOf(brands[0]), open, invitation.creatorId, invitation)).rejects.toThrow('FORBIDDEN');
    await test.step(memberOf(brands[1]), 'pauseCampaign', open);
    expect(await look(memberOf(brands[0]))).toBeNull();
  });

  it('asks who is not signed in to sign in, on every root field, and shows nothing by reference', async () => {
    for (const field of [
      `campaign(id: "${campaignId}") { id }`,
      'campaigns { totalCount }',
      `collaboration(id: "${collaborationId}") { id }`,
      'collaborations { totalCount }',
    ]) {
      const { errors } = await test.graph.run(anonymousViewer, `{ ${field} }`);
      expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    }
    await expect(test.draft(anonymousViewer)).rejects.toThrow('UNAUTHENTICATED');
    const { data } = await test.graph.run(anonymousViewer, entities, {
      representations: [
        { __typename: 'Campaign', id: campaignId },
        { __typename: 'Deliverable', id: deliverableId },
      ],
    });
    expect(data._entities).toEqual([null, null]);
  });
});
