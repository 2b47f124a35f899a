import { AsyncResource } from 'node:async_hooks';
import type { DataSource } from 'typeorm';
import { inTransaction } from '#platform/database/transaction.js';
import type { Logger } from '#platform/logging/logger.js';
import type { Running } from '#platform/process/run-process.js';
import { issueActivationToken } from '../activation/activation-token.repository.js';
import { BrandEntity } from '../brands/brand.entity.js';
import { activationMail } from './activation-mail.js';
import { isPermanent, type Mail, type MailSender } from './mail-sender.js';
import { leaseDueMail, markMailFailed, markMailSent } from './pending-mail.repository.js';

/** Longer than any attempt takes, in seconds. */
const leaseSeconds = 90;
/** How often to look for due mails without being woken, in ms. */
const pollInterval = 5_000;
const firstRetrySeconds = 5;
const lastRetrySeconds = 15 * 60;
const maxAttempts = 300;

/**
 * Sends pending mails, each at least once: a process that dies between sending and noting it sends again. Failures are
 * tried again after 5 s, then ever later up to every 15 minutes, for about three days.
 */
export class MailDispatcher implements Running {
  private readonly poll: NodeJS.Timeout;
  /** What is sent is nobody's request, though a request may have woken the sender. */
  private readonly background = new AsyncResource('MailDispatcher');
  private working: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly sender: MailSender,
    private readonly publicUrl: string,
    private readonly logger: Logger,
  ) {
    this.poll = setInterval(() => this.wake(), pollInterval);
    this.poll.unref();
    this.wake();
  }

  /** Has it look for due mails now. */
  wake(): void {
    if (this.stopped) return;
    if (this.working) {
      this.again = true;
      return;
    }
    this.working = this.background
      .runInAsyncScope(() => this.drain())
      .catch((error: unknown) => this.logger.warn({ err: error }, 'pending mails cannot be read'))
      .finally(() => {
        this.working = undefined;
        if (this.again) {
          this.again = false;
          this.wake();
        }
      });
  }

  private async drain(): Promise<void> {
    while (!this.stopped && (await this.sendNext()));
  }

  /** Sends the next due mail. @returns whether there was one */
  private async sendNext(): Promise<boolean> {
    const work = await inTransaction(this.dataSource, async (manager) => {
      const pending = await leaseDueMail(manager, leaseSeconds);
      if (!pending) return null;
      const brand = await manager.findOneBy(BrandEntity, { id: pending.brandId });
      // The brand was activated by an earlier copy of this mail: nothing is left to say.
      if (brand?.status !== 'PENDING_ACTIVATION') return { pending, mail: null };
      const token = await issueActivationToken(manager, brand.id, new Date());
      return { pending, mail: activationMail(brand, token, this.publicUrl) };
    });
    if (!work) return false;
    await this.attempt(work.pending, work.mail);
    return true;
  }

  private async attempt(pending: { id: string; attempts: number }, mail: Mail | null): Promise<void> {
    try {
      if (mail) await this.sender.send(mail, pending.id);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const giveUp = isPermanent(error) || pending.attempts >= maxAttempts;
      const delay = Math.min(firstRetrySeconds * 2 ** Math.min(pending.attempts - 1, 20), lastRetrySeconds);
      this.logger.warn({ mail: pending.id, attempts: pending.attempts, giveUp, reason }, 'a mail was not sent');
      await markMailFailed(
        this.dataSource.manager,
        pending.id,
        reason,
        giveUp ? null : new Date(Date.now() + delay * 1000),
      );
      return;
    }
    await markMailSent(this.dataSource.manager, pending.id);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.poll);
    await this.working;
    this.sender.close();
  }
}
