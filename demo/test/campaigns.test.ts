import { describe, expect, it } from '@jest/globals';
import { createDemoData } from '#demo/demo-data.js';
import { demoId } from '#demo/demo-id.js';
import { type DemoScale, FULL_SCALE, SMALL_SCALE } from '#demo/demo-scale.js';
import type { DeliverableStatusName } from '#demo/records.js';

const now = new Date('2026-03-01T12:34:56.789Z');
const HOUR = 3_600_000;

/** Asserts that these moments follow one another; null ones are left out. */
function expectInOrder(...moments: (Date | null | undefined)[]): void {
  const times = moments.flatMap((moment) => (moment ? [moment.getTime()] : []));
  expect(times).toEqual([...times].sort((a, b) => a - b));
}

function demo(scale: DemoScale) {
  const data = createDemoData({ now, scale });
  return {
    brands: [...data.brands()],
    creators: new Map([...data.creators()].map((creator) => [creator.id, creator])),
    videos: new Map([...data.videos()].map((video) => [video.id, video])),
    campaigns: new Map([...data.campaigns()].map((campaign) => [campaign.id, campaign])),
    invitations: new Map([...data.invitations()].map((invitation) => [invitation.id, invitation])),
    collaborations: [...data.collaborations()],
    links: [...data.videoLinks()],
  };
}

describe.each([
  ['full', FULL_SCALE],
  ['small', SMALL_SCALE],
])('brands and campaigns of the %s demo', (_name, scale) => {
  const { brands, creators, videos, campaigns, invitations, collaborations, links } = demo(scale);
  const deliverables = collaborations.flatMap((collaboration) => collaboration.deliverables);
  const statuses = (of: Iterable<{ status: string }>) => new Set([...of].map(({ status }) => status)).size;

  it('are in every state', () => {
    expect(statuses(brands)).toBe(3);
    expect(statuses(campaigns.values())).toBe(5);
    expect(statuses(invitations.values())).toBe(5);
    expect(statuses(collaborations)).toBe(6);
    expect(statuses(deliverables)).toBe(7);
  });

  it('have ids of their own', () => {
    const ids = [...brands, ...campaigns.values(), ...invitations.values(), ...collaborations, ...deliverables].map(
      ({ id }) => id,
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(brands.map(({ name }) => name)).size).toBe(brands.length);
    expect(new Set(brands.map(({ email }) => email)).size).toBe(brands.length);
    const asked = [...invitations.values()].map(({ campaignId, creatorId }) => campaignId + creatorId);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('have brands that can be written to but never reach anyone', () => {
    for (const { email, phone, website, status, createdAt, activatedAt, adsManagerAccount } of brands) {
      expect(email).toMatch(/^[a-z0-9-]+@example\.(com|org)$/);
      expect(phone).toMatch(/^\+[1-9]\d{6,14}$/);
      if (website) expect(website).toMatch(/^https:\/\/[a-z0-9-]+\.example$/);
      expect(activatedAt === null).toBe(status === 'PENDING_ACTIVATION');
      if (adsManagerAccount) expect(adsManagerAccount.advertiserId).toMatch(/^\d{5,20}$/);
      expectInOrder(createdAt, activatedAt, adsManagerAccount?.linkedAt, now);
    }
  });

  it('date campaigns as their state says', () => {
    const activated = new Map(brands.map((brand) => [brand.id, brand]));
    for (const { brandId, status, createdAt, publishedAt, startsAt, endsAt, closedAt, budget } of campaigns.values()) {
      const brand = activated.get(brandId);
      expect(brand?.status).toBe('ACTIVE');
      const draft = status === 'DRAFT' || status === 'DISCARDED';
      expect(publishedAt === null).toBe(draft);
      expect(closedAt === null).toBe(status !== 'CLOSED');
      expectInOrder(brand?.activatedAt, createdAt, publishedAt, closedAt, now);
      expectInOrder(startsAt, endsAt);
      if (!draft) expect(startsAt).not.toBeNull();
      if (!draft) expect(budget).not.toBeNull();
      if (status === 'ACTIVE') expectInOrder(startsAt, now, endsAt);
      if (status === 'CLOSED') expectInOrder(endsAt, closedAt, now);
    }
  });

  it('ask registered creators, who answer in time', () => {
    for (const invitation of invitations.values()) {
      const { status, createdAt, answeredAt, expiresAt } = invitation;
      const campaign = campaigns.get(invitation.campaignId);
      const creator = creators.get(invitation.creatorId);
      expect(creator?.status).not.toBe('INVITED');
      expectInOrder(creator?.createdAt, createdAt);
      expectInOrder(campaign?.publishedAt, createdAt, answeredAt, expiresAt);
      expectInOrder(answeredAt, campaign?.closedAt ?? now);
      expect(answeredAt === null).toBe(status === 'PENDING' || status === 'EXPIRED');
      if (status === 'PENDING') {
        expectInOrder(createdAt, now, expiresAt);
        expect(['ACTIVE', 'PAUSED']).toContain(campaign?.status);
        expect(creator?.status).toBe('ACTIVE');
      }
      if (status === 'EXPIRED') expectInOrder(expiresAt, now);
      if (status !== 'PENDING') expect(expiresAt.getTime() - createdAt.getTime()).toBe(72 * HOUR);
    }
  });

  it('date collaborations forward, each from its accepted invitation', () => {
    for (const collaboration of collaborations) {
      const { terms, createdAt, agreedAt, endedAt } = collaboration;
      const invitation = invitations.get(collaboration.invitationId);
      const campaign = campaigns.get(collaboration.campaignId);
      const { campaignId, creatorId } = collaboration;
      expect(invitation).toMatchObject({ campaignId, creatorId, status: 'ACCEPTED' });
      expect(invitation?.answeredAt).toEqual(createdAt);
      expectInOrder(createdAt, ...terms.map(({ proposedAt }) => proposedAt), agreedAt, endedAt ?? now);
      for (const { publishedAt, submittedAt } of collaboration.deliverables) {
        expectInOrder(agreedAt, submittedAt, publishedAt, endedAt ?? campaign?.closedAt ?? now);
      }
      expectInOrder(endedAt, campaign?.closedAt ?? now);
    }
  });

  it('leave collaborations in states that the creator, the campaign and the work allow', () => {
    for (const {
      creatorId,
      campaignId,
      status,
      agreedAt,
      endedAt,
      terms,
      agreedVersion,
      deliverables: work,
    } of collaborations) {
      const ended = status === 'COMPLETED' || status === 'CANCELLED';
      const creator = creators.get(creatorId)?.status ?? '';
      expect(ended ? ['ACTIVE', 'PAUSED', 'SUSPENDED'] : ['ACTIVE', 'PAUSED']).toContain(creator);
      if (campaigns.get(campaignId)?.status === 'CLOSED') expect(ended).toBe(true);
      expect(endedAt !== null).toBe(ended);
      expect(agreedAt === null).toBe(agreedVersion === null);
      expect(work.length > 0).toBe(agreedAt !== null);
      if (status === 'NEGOTIATING') expect(agreedAt).toBeNull();
      else if (status !== 'CANCELLED') expect(agreedAt).not.toBeNull();
      expect(terms.map(({ version }) => version)).toEqual(terms.map((_, i) => i + 1));
      const newest = terms.at(-1);
      if (agreedVersion !== null) {
        expect(newest?.version).toBe(agreedVersion);
        expect([...(newest?.acceptedBy ?? [])].sort()).toEqual(['BRAND', 'CREATOR']);
        expect(work.map(({ content, title, dueAt }) => ({ content, title, dueAt }))).toEqual(newest?.deliverables);
      }
      for (const { acceptedBy, proposedBy, version, deliverables: pieces, fee } of terms) {
        if (version !== agreedVersion) expect(acceptedBy).toEqual([proposedBy]);
        expect(pieces.length).toBeGreaterThan(0);
        expect(fee.amountMinor).toBeGreaterThan(0);
      }
      const is = (...allowed: DeliverableStatusName[]) => work.filter((piece) => allowed.includes(piece.status)).length;
      if (status === 'AGREED') expect(is('PLANNED')).toBe(work.length);
      if (status === 'IN_PRODUCTION') expect(is('SUBMITTED', 'CHANGES_REQUESTED', 'APPROVED')).toBeGreaterThan(0);
      if (status === 'LIVE' || status === 'COMPLETED') {
        expect(is('PUBLISHED', 'VERIFIED', 'REJECTED')).toBe(work.length);
        expect(is('PUBLISHED', 'VERIFIED')).toBeGreaterThan(0);
      }
    }
  });

  it('give each deliverable what its state calls for', () => {
    for (const { status, draftUrl, reviewComment, submittedAt, videoId, publishedAt } of deliverables) {
      const published = status === 'PUBLISHED' || status === 'VERIFIED';
      expect(videoId !== null).toBe(published);
      expect(publishedAt !== null).toBe(published);
      expect(draftUrl === null).toBe(status === 'PLANNED');
      expect(submittedAt === null).toBe(status === 'PLANNED');
      expect(reviewComment !== null).toBe(status === 'CHANGES_REQUESTED' || status === 'REJECTED');
    }
  });

  it('link a video of the creator at most once, soon after it was posted', () => {
    expect(links).toHaveLength(deliverables.filter(({ videoId }) => videoId !== null).length);
    expect(new Set(links.map(({ videoId }) => videoId)).size).toBe(links.length);
    for (const { videoId, creatorId, campaignId, linkedAt } of links) {
      const video = videos.get(videoId);
      expect(video?.creatorId).toBe(creatorId);
      expectInOrder(campaigns.get(campaignId)?.publishedAt, video?.postedAt, linkedAt, now);
      expect(linkedAt.getTime() - (video?.postedAt.getTime() ?? 0)).toBeLessThan(20 * HOUR);
    }
  });

  it('give brand 0 running campaigns, and campaign 0 creator 0 and more that is live', () => {
    const first = campaigns.get(demoId('campaign', 0));
    expect(first).toMatchObject({ brandId: demoId('brand', 0), status: 'ACTIVE' });
    const running = [...campaigns.values()].filter(
      ({ brandId, status }) => brandId === first?.brandId && status === 'ACTIVE',
    );
    expect(running.length).toBeGreaterThanOrEqual(2);
    const live = collaborations.filter(({ campaignId, status }) => campaignId === first?.id && status === 'LIVE');
    expect(live.length).toBeGreaterThanOrEqual(3);
    expect(live[0]).toMatchObject({ id: demoId('collaboration', 0), creatorId: demoId('creator', 0) });
    const pending = [...invitations.values()].filter(
      ({ creatorId, status }) => creatorId === demoId('creator', 0) && status === 'PENDING',
    );
    expect(pending.map(({ campaignId }) => campaignId)).toContain(demoId('campaign', 1));
  });
});

describe('the full demo', () => {
  it('runs 25 campaigns with 8 to 15 collaborations each', () => {
    const { campaigns, collaborations } = demo(FULL_SCALE);
    const running = [...campaigns.values()].filter(({ status }) => status === 'ACTIVE');
    expect(running).toHaveLength(25);
    for (const { id } of running) {
      const count = collaborations.filter(({ campaignId }) => campaignId === id).length;
      expect(count).toBeGreaterThanOrEqual(8);
      expect(count).toBeLessThanOrEqual(15);
    }
  });
});
