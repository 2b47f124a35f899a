import type { IncomingMessage } from 'node:http';
import { isAuthenticated, type Viewer } from '#platform/identity/viewer.js';

/** Counts open sockets by viewer, so that one viewer cannot take them all. */
export class SocketRegistry {
  private readonly open = new Map<string, number>();

  /** @param limit most sockets of one viewer */
  constructor(private readonly limit: number) {}

  /**
   * Counts a socket in.
   * @returns what counts it out again; undefined when the viewer has as many as may be
   */
  enter(viewer: Viewer, request: IncomingMessage): (() => void) | undefined {
    const owner = ownerOf(viewer, request);
    const count = this.open.get(owner) ?? 0;
    if (count >= this.limit) return undefined;
    this.open.set(owner, count + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const remaining = (this.open.get(owner) ?? 1) - 1;
      if (remaining) this.open.set(owner, remaining);
      else this.open.delete(owner);
    };
  }
}

/** Viewers without a token are told apart by the address they come from. */
function ownerOf(viewer: Viewer, request: IncomingMessage): string {
  return isAuthenticated(viewer) ? `viewer ${viewer.subject}` : `address ${request.socket.remoteAddress ?? ''}`;
}
