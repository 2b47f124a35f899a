import { createHash } from 'node:crypto';
import type { Viewer } from '#platform/identity/viewer.js';

/**
 * Whose streams may be one. `subject`: those of one subject, with equal role, scopes, policies and claims, whatever the
 * services decide by. `rights`: those of all viewers with equal role, scopes, policies and claims, which is right where
 * no service decides by the subject; it is told a name of the class in its place.
 */
export type StreamSharing = 'subject' | 'rights';

/** Viewers with the same rights. */
export interface RightsClass {
  /** Equal for viewers of one class. */
  key: string;
  /** Stands for the class at subgraphs. It does not expire: each viewer is checked where it is connected. */
  viewer: Viewer;
}

/** Sorts viewers into classes. A viewer's class is found once. */
export class RightsClasses {
  private readonly classes = new WeakMap<Viewer, RightsClass>();

  constructor(private readonly sharing: StreamSharing) {}

  of(viewer: Viewer): RightsClass {
    let found = this.classes.get(viewer);
    if (!found) {
      found = this.classify(viewer);
      this.classes.set(viewer, found);
    }
    return found;
  }

  /** Whatever a viewer is besides its subject and its end belongs to its rights. */
  private classify({ subject, expiresAt: _expiresAt, ...rights }: Viewer): RightsClass {
    const ordered = inOrder(rights) as typeof rights;
    const key = JSON.stringify([this.sharing === 'subject' ? subject : null, ordered]);
    const label = `rights:${createHash('sha256').update(key).digest('base64url').slice(0, 22)}`;
    return {
      key,
      viewer: Object.freeze({ ...ordered, subject: this.sharing === 'subject' ? subject : label, expiresAt: 0 }),
    };
  }
}

/** The same value, so that what differs in order alone is written alike: of keys, and of lists, which are sets here. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder).sort();
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, part]) => [name, inOrder(part)]));
}
