/** What is known of a token beyond its viewer. */
export interface TokenFacts {
  /** `jti`, if it has one. */
  id: string | undefined;
  subject: string;
  /** Seconds since 1970; 0 where the token does not say. */
  issuedAt: number;
}

/** Tokens that do not hold any more: one by its id, or all of a subject that were issued up to a moment. */
export type Revocation =
  | { id: string; until: number }
  /** `before` in seconds since 1970, that second included. */
  | { subject: string; before: number; until: number };

/** Which tokens were revoked. Each revocation is forgotten when the tokens it is about have expired anyway. */
export class Revocations {
  private readonly ids = new Map<string, number>();
  private readonly subjects = new Map<string, { before: number; until: number }>();
  private readonly listeners = new Set<() => void>();
  private known: boolean;

  /**
   * @param known whether the list is whole from the start; until it was read, no token holds
   * @param now milliseconds since 1970
   */
  constructor(
    known = true,
    private readonly now: () => number = Date.now,
  ) {
    this.known = known;
  }

  isRevoked({ id, subject, issuedAt }: TokenFacts): boolean {
    if (!this.known) return true;
    if (id !== undefined && this.ids.has(id)) return true;
    const ofSubject = this.subjects.get(subject);
    return ofSubject !== undefined && issuedAt <= ofSubject.before;
  }

  add(revocations: readonly Revocation[]): void {
    for (const revocation of revocations) this.enter(revocation);
    this.forgetExpired();
    this.tell();
  }

  /** Takes over a whole list in place of what was known. */
  replace(revocations: readonly Revocation[]): void {
    this.known = true;
    this.ids.clear();
    this.subjects.clear();
    for (const revocation of revocations) this.enter(revocation);
    this.tell();
  }

  /** Calls back after every change. */
  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  private enter(revocation: Revocation): void {
    if ('id' in revocation) return void this.ids.set(revocation.id, revocation.until);
    const { subject, before, until } = revocation;
    const present = this.subjects.get(subject);
    if (!present || present.before < before) this.subjects.set(subject, { before, until });
  }

  private forgetExpired(): void {
    const now = this.now() / 1000;
    for (const [id, until] of this.ids) if (until < now) this.ids.delete(id);
    for (const [subject, { until }] of this.subjects) if (until < now) this.subjects.delete(subject);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
