import type { EntityManager } from 'typeorm';
import { newId } from '#platform/database/identifiers.js';
import { PendingMailEntity, type MailKind } from './pending-mail.entity.js';

/** Promises a mail in the caller's transaction. */
export async function addPendingMail(manager: EntityManager, kind: MailKind, brandId: string): Promise<void> {
  const now = new Date();
  await manager.insert(PendingMailEntity, {
    id: newId(),
    kind,
    brandId,
    createdAt: now,
    attempts: 0,
    nextAttemptAt: now,
    sentAt: null,
    givenUpAt: null,
    lastError: null,
  });
}

/**
 * Takes the mail that has been due the longest, if any, and keeps other senders off it until the lease ends. A sender
 * that dies leaves it to be taken again.
 */
export async function leaseDueMail(manager: EntityManager, leaseSeconds: number): Promise<PendingMailEntity | null> {
  const due = await manager
    .createQueryBuilder(PendingMailEntity, 'mail')
    .where('mail.sent_at IS NULL AND mail.given_up_at IS NULL AND mail.next_attempt_at <= now()')
    .orderBy('mail.next_attempt_at')
    .limit(1)
    .setLock('pessimistic_write')
    .setOnLocked('skip_locked')
    .getOne();
  if (!due) return null;
  due.attempts += 1;
  await manager
    .createQueryBuilder()
    .update(PendingMailEntity)
    .set({ attempts: due.attempts, nextAttemptAt: () => `now() + make_interval(secs => ${Number(leaseSeconds)})` })
    .where('id = :id', { id: due.id })
    .execute();
  return due;
}

/** Notes that a mail was sent. */
export async function markMailSent(manager: EntityManager, id: string): Promise<void> {
  await manager.update(PendingMailEntity, { id }, { sentAt: new Date(), lastError: null });
}

/** Notes that an attempt failed. @param retryAt when to try again; null to give up */
export async function markMailFailed(
  manager: EntityManager,
  id: string,
  reason: string,
  retryAt: Date | null,
): Promise<void> {
  await manager.update(
    PendingMailEntity,
    { id },
    retryAt ? { nextAttemptAt: retryAt, lastError: reason } : { givenUpAt: new Date(), lastError: reason },
  );
}
