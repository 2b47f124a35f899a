import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { mintAssertion } from '#platform/identity/assertion.js';
import { serviceViewer, type Viewer } from '#platform/identity/viewer.js';
import { testSecret } from '#platform/testing/test-secret.js';
import { until } from '#platform/testing/until.js';

const counters = 'views likes';

/** An event as the tests read it. */
export interface ReceivedEvent {
  kind: 'PICTURE' | 'CHANGE';
  sequence: number;
  reset: boolean;
  asOf: string | null;
  metrics: {
    totals: { views: number | null; likes: number | null };
    lifetime: { views: number | null };
    videoCount: number;
    sequence: number;
  };
  deltas: { views: number | null };
  corrections: { views: number | null };
  videos: {
    video: { id: string };
    creator: { id: string };
    totals: { views: number | null };
    deltas: { views: number | null };
  }[];
  campaign: { id: string; metrics?: { sequence: number } | null };
}

const selection = `kind sequence reset asOf
  metrics { totals { ${counters} } lifetime { views } videoCount sequence }
  deltas { ${counters} } corrections { ${counters} }
  videos { video { id } creator { id } totals { views } deltas { views } }
  campaign { id metrics { sequence } }`;

/** The gateway's socket to analytics, which carries the subscriptions of many viewers. */
export class GatewaySocket {
  private readonly client: Client;

  constructor(url: string, assertion = mintAssertion(serviceViewer('gateway'), 'analytics', testSecret)) {
    this.client = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { assertion },
      retryAttempts: 0,
      lazy: true,
    });
  }

  /** Subscribes to the numbers of a campaign. */
  subscribe(
    viewer: Viewer,
    campaignId: string,
    options: { after?: number; minIntervalMs?: number } = {},
  ): MetricsSubscriber {
    return new MetricsSubscriber(this.client, viewer, { campaignId, ...options });
  }

  async close(): Promise<void> {
    await this.client.dispose();
  }
}

/** One subscription, with everything that it received. */
export class MetricsSubscriber {
  readonly events: ReceivedEvent[] = [];
  readonly errors: string[] = [];
  ended = false;
  private readonly unsubscribe: () => void;

  constructor(client: Client, viewer: Viewer, variables: Record<string, unknown>) {
    this.unsubscribe = client.subscribe<{ campaignMetrics: ReceivedEvent }>(
      {
        query: `subscription ($campaignId: ID!, $after: Sequence, $minIntervalMs: Int! = 0) {
          campaignMetrics(campaignId: $campaignId, after: $after, minIntervalMs: $minIntervalMs) { ${selection} }
        }`,
        variables,
        extensions: { viewerAssertion: mintAssertion(viewer, 'analytics', testSecret) },
      },
      {
        next: ({ data, errors }) => {
          for (const error of errors ?? []) this.errors.push(String(error.extensions?.code));
          if (data) this.events.push(data.campaignMetrics);
        },
        error: (error) => {
          this.errors.push(
            ...(Array.isArray(error) ? error.map((one) => String(one.extensions?.code)) : [JSON.stringify(error)]),
          );
          this.ended = true;
        },
        complete: () => {
          this.ended = true;
        },
      },
    );
  }

  /** Waits for at least so many events. */
  async received(count: number): Promise<ReceivedEvent[]> {
    await until(() => this.events.length >= count);
    return this.events;
  }

  /** Waits for the event that brings a sequence. */
  async reached(sequence: number): Promise<void> {
    await until(() => (this.events.at(-1)?.sequence ?? -1) >= sequence);
  }

  /** Waits until the subscription has ended, with an error or without. */
  async finished(): Promise<void> {
    await until(() => this.ended || this.errors.length > 0);
  }

  close(): void {
    this.unsubscribe();
  }
}
