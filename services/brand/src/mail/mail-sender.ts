import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';

/** A mail in plain text. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Sends mails somewhere. */
export interface MailSender {
  /**
   * Sends a mail.
   * @param id of the mail, the same at every attempt
   * @throws Error when it was not taken; `isPermanent` tells whether there is a point in trying again
   */
  send(mail: Mail, id: string): Promise<void>;
  close(): void;
}

/** Longest to wait for a mail server, in ms. */
const smtpTimeout = 20_000;

/** The way out for mail: an SMTP server if one is set, files in a folder otherwise. */
export function createMailSender(settings: { SMTP_URL?: string; MAIL_DIR?: string; MAIL_FROM: string }): MailSender {
  if (settings.SMTP_URL) return new SmtpMailSender(settings.SMTP_URL, settings.MAIL_FROM);
  if (settings.MAIL_DIR) return new FileMailSender(settings.MAIL_DIR, settings.MAIL_FROM);
  throw new Error('Mail needs SMTP_URL or MAIL_DIR.');
}

/** Whether a mail server has refused a mail for good: an SMTP answer of the 5xx class to the mail itself. */
export function isPermanent(error: unknown): boolean {
  const { responseCode, code } = error as { responseCode?: unknown; code?: unknown };
  // A wrong password (EAUTH, also 5xx) is our fault and is put right by the operator.
  return typeof responseCode === 'number' && responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
}

const messageId = (id: string): string => `<${id}@creator-marketplace>`;

class SmtpMailSender implements MailSender {
  private readonly transport;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    this.transport = createTransport(url, { disableFileAccess: true, disableUrlAccess: true });
    Object.assign(this.transport.options, {
      connectionTimeout: smtpTimeout,
      greetingTimeout: smtpTimeout,
      socketTimeout: smtpTimeout,
    });
  }

  async send(mail: Mail, id: string): Promise<void> {
    await this.transport.sendMail({ ...mail, from: this.from, messageId: messageId(id) });
  }

  close(): void {
    this.transport.close();
  }
}

/** Writes each mail to `<id>.eml`: a mail sent twice is one file. */
class FileMailSender implements MailSender {
  private readonly transport = createTransport({
    streamTransport: true,
    buffer: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  constructor(
    private readonly folder: string,
    private readonly from: string,
  ) {}

  async send(mail: Mail, id: string): Promise<void> {
    const { message } = await this.transport.sendMail({ ...mail, from: this.from, messageId: messageId(id) });
    // Tokens stand in there: for the owner's eyes alone.
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, `${id}.eml`);
    const file = await open(`${path}.part`, 'w', 0o600);
    try {
      await file.writeFile(message as Buffer);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.part`, path);
  }

  close(): void {
    this.transport.close();
  }
}
