import { Kind, visit, type OperationDefinitionNode } from 'graphql';
import { codedError } from '#platform/errors/graphql-errors.js';
import type { GatewayMetrics } from '../gateway-metrics.js';
import { isResult, type ClientResult } from '../operations/client-result.js';
import type { OperationRequest } from '../operations/operation-request.js';
import type { Operations } from '../operations/operation-service.js';
import type { BoundOperation, PreparedOperation } from '../operations/prepared-operation.js';
import type { ClientQuota } from './client-quota.js';
import type { ResumableField } from './resumable-fields.js';
import { RightsClasses, type StreamSharing } from './rights-class.js';
import { StreamBroadcast, StreamMember } from './stream-broadcast.js';
import type { StreamSink } from './stream-sink.js';

/** What the hub is made of. */
export interface StreamHubOptions {
  operations: Operations;
  /** Subscription fields whose streams have positions, as they are now. */
  resumable: () => ReadonlyMap<string, ResumableField>;
  sharing: StreamSharing;
  /** Subscriptions under way by client, over whatever connections. */
  perClient: ClientQuota;
  metrics: GatewayMetrics;
}

/** Streams of one operation with equal variables, apart from where they begin, and equal rights. */
interface StreamFamily {
  key: string;
  streams: Set<StreamBroadcast>;
  /** What its first subscriber asked for, under the rights class. */
  first: StreamRequest;
}

/** What a stream is opened with. */
interface StreamRequest {
  operation: BoundOperation;
  /** Under the rights class, not any one viewer. */
  request: OperationRequest;
}

interface OperationIdentity {
  id: number;
  resumeVariable: string | undefined;
}

/**
 * Where subscribers join streams: one upstream and one execution for all with the same operation, variables and rights.
 *
 * Whoever joins gets what a stream of its own would give. A stream that has not delivered yet can be joined by whoever
 * asks for the same beginning. One that has can be joined where positions tell how: a subscriber whose last position is
 * among the recent events reads on from there. Any other gets a stream of its own first, and is moved over as soon as
 * what it has seen last is among the recent events of the older one.
 */
export class StreamHub {
  private readonly families = new Map<string, StreamFamily>();
  private readonly classes: RightsClasses;
  private readonly identities = new WeakMap<OperationDefinitionNode, OperationIdentity>();
  private lastId = 0;

  constructor(private readonly options: StreamHubOptions) {
    this.classes = new RightsClasses(options.sharing);
  }

  /**
   * Joins the stream of a subscription. Events go to the sink from then on.
   * @returns what ends the subscription from the subscriber's side, to be called once, at its end as well; or the answer
   * that refuses it
   */
  async join(
    operation: BoundOperation,
    request: OperationRequest,
    sink: StreamSink,
  ): Promise<(() => void) | ClientResult> {
    const { operations, perClient } = this.options;
    const release = perClient.enter(request.client);
    if (!release) {
      const told = `One client may have at most ${perClient.limit} subscriptions at once.`;
      return { errors: operations.clean([codedError('RATE_LIMITED', told)], request.requestId) };
    }
    try {
      const joined = await this.joinStream(operation, request, sink);
      if (isResult(joined)) {
        release();
        return joined;
      }
      return () => {
        release();
        joined();
      };
    } catch (error) {
      release();
      throw error;
    }
  }

  private async joinStream(
    operation: BoundOperation,
    request: OperationRequest,
    sink: StreamSink,
  ): Promise<(() => void) | ClientResult> {
    // The stream's own check is that of the class, once; this one is the viewer's.
    const { operations } = this.options;
    const refused = operations.refusal(operation, request) ?? (await operations.charge(operation, request));
    if (refused) return refused;
    const { subscriptions } = this.options.metrics;
    const rights = this.classes.of(request.viewer);
    const asked = { operation, request: { ...request, viewer: rights.viewer } };
    const variables = { ...request.variables, ...operation.literals };
    const { id, resumeVariable } = this.identify(operation.prepared);
    const given = resumeVariable === undefined ? undefined : variables[resumeVariable];
    const start = typeof given === 'string' || typeof given === 'number' ? given : undefined;
    const others = Object.entries(variables)
      .filter(([name, value]) => name !== resumeVariable || (start === undefined && value !== null))
      .sort(([one], [other]) => (one < other ? -1 : 1));
    const key = JSON.stringify([id, rights.key, others]);
    const family = this.families.get(key) ?? { key, streams: new Set(), first: asked };
    const member = new StreamMember(sink, start);
    const refusal = await this.place(family, member, asked).opened;
    if (refusal) return refusal;
    subscriptions.inc();
    return () => {
      subscriptions.dec();
      member.leave();
    };
  }

  /** Puts a subscriber where it can read on from its position. */
  private place(family: StreamFamily, member: StreamMember, asked: StreamRequest): StreamBroadcast {
    const { position } = member;
    const start = position === undefined ? undefined : String(position);
    for (const stream of family.streams) {
      const number = stream.numberAt(position);
      if (number !== undefined || (!stream.begun && stream.start === start)) {
        stream.add(member, number ?? 0);
        return stream;
      }
    }
    const stream = new StreamBroadcast(start, {
      written: (count) => this.options.metrics.events.inc(count),
      delivered: (one) => fold(family, one),
      fallenBehind: (behind) => this.replace(family, behind),
      closed: (one) => {
        this.options.metrics.streams.dec();
        family.streams.delete(one);
        if (!family.streams.size && this.families.get(family.key) === family) this.families.delete(family.key);
      },
    });
    this.options.metrics.streams.inc();
    family.streams.add(stream);
    this.families.set(family.key, family);
    stream.add(member, 0);
    stream.opened = this.open(stream, asked);
    return stream;
  }

  /** Continues for a subscriber that was behind, from its position if streams of its kind have any. */
  private replace(family: StreamFamily, member: StreamMember): void {
    if (member.position === undefined) return member.sink.tooSlow();
    member.leave();
    const stream = this.place(family, member, {
      ...family.first,
      request: { ...family.first.request, resumeAfter: member.position },
    });
    void stream.opened.then((refusal) => {
      if (refusal) member.sink.tooSlow();
    });
  }

  private async open(
    stream: StreamBroadcast,
    { operation, request }: StreamRequest,
  ): Promise<ClientResult | undefined> {
    const { signal } = stream.abandoned;
    const opened = await this.options.operations.open(operation, { ...request, signal });
    if (!isResult(opened)) {
      void stream.follow(opened);
      return undefined;
    }
    for (const member of stream.members) stream.remove(member);
    return opened;
  }

  private identify(prepared: PreparedOperation): OperationIdentity {
    const { operation } = prepared;
    let identity = this.identities.get(operation);
    if (!identity) {
      identity = { id: (this.lastId += 1), resumeVariable: this.resumeVariable(prepared) };
      this.identities.set(operation, identity);
    }
    return identity;
  }

  /** The variable that says where a subscription resumes, if it says nothing else. */
  private resumeVariable({ document, operation }: PreparedOperation): string | undefined {
    const root = operation.selectionSet.selections[0];
    if (root?.kind !== Kind.FIELD) return undefined;
    const resumable = this.options.resumable().get(root.name.value);
    const argument = root.arguments?.find(({ name }) => name.value === resumable?.argument);
    if (argument?.value.kind !== Kind.VARIABLE) return undefined;
    const name = argument.value.name.value;
    // A default would be a position that nobody sees here.
    if (operation.variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue)
      return undefined;
    let uses = 0;
    visit(document, {
      VariableDefinition: () => false,
      Variable: (node) => void (uses += Number(node.name.value === name)),
    });
    return uses === 1 ? name : undefined;
  }
}

/** Moves readers of younger streams into the oldest one that has begun, where they can read on there. */
function fold(family: StreamFamily, delivered: StreamBroadcast): void {
  if (family.streams.size < 2) return;
  let oldest: StreamBroadcast | undefined;
  for (const stream of family.streams) {
    if (!stream.begun) continue;
    if (!oldest) oldest = stream;
    else if (delivered === oldest || delivered === stream) stream.foldInto(oldest);
  }
}
