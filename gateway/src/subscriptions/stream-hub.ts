import type { Viewer } from '#platform/identity/viewer.js';
import type { ResultStream } from '../execution/executor.js';
import type { GatewayMetrics } from '../gateway-metrics.js';
import {
  isResult,
  type ClientResult,
  type OperationRequest,
  type OperationService,
} from '../operations/operation-service.js';
import type { BoundOperation } from '../operations/prepared-operation.js';

/** What makes two subscribers see the same: they may share one stream. */
export interface StreamKey {
  operation: BoundOperation;
  /** As JSON. */
  variables: string;
  viewer: Viewer;
}

/**
 * Where subscribers join streams. Each has a stream of its own as yet; sharing those of one `StreamKey` happens here
 * and nowhere else.
 */
export class StreamHub {
  constructor(
    private readonly operations: OperationService,
    private readonly metrics: GatewayMetrics,
  ) {}

  /** Joins the stream of a subscription. @returns the stream, or the answer that refuses it */
  async join(operation: BoundOperation, request: OperationRequest): Promise<ResultStream<ClientResult> | ClientResult> {
    const opened = await this.operations.open(operation, request);
    return isResult(opened) ? opened : this.counted(opened);
  }

  private counted(stream: ResultStream<ClientResult>): ResultStream<ClientResult> {
    const { subscriptions } = this.metrics;
    subscriptions.inc();
    let left = false;
    const leave = (): void => {
      if (!left) subscriptions.dec();
      left = true;
    };
    return {
      next: async () => {
        try {
          const result = await stream.next();
          if (result.done) leave();
          return result;
        } catch (error) {
          leave();
          throw error;
        }
      },
      return: () => {
        leave();
        return stream.return();
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}
