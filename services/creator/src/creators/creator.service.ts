import type { DataSource, EntityManager } from 'typeorm';
import { isId } from '#platform/database/identifiers.js';
import { inTransaction } from '#platform/database/transaction.js';
import { forbidden, unauthenticated } from '#platform/errors/graphql-errors.js';
import { userProblem } from '#platform/errors/user-errors.js';
import { appendEvents } from '#platform/events/outbox.js';
import { isAuthenticated, type Viewer } from '#platform/identity/viewer.js';
import type { RegisterCreatorInput } from '#schema/__generated__/creator.js';
import { AccountBook, type BookEntry } from './account-book.js';
import { CreatorEntity } from './creator.entity.js';
import { creatorChanged } from './creator.events.js';
import { isOperator, isSelf, partiesOf } from './creator.policy.js';
import { checkRegistration, type CreatorRegistration } from './creator.registration.js';
import { lockCreators } from './creator.repository.js';
import { creatorTransitions, isAllowed, isPossible, type CreatorAction } from './creator.status.js';
import { RateEntity } from './rate.entity.js';

/** Use cases of creators. */
export class CreatorService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Registers a creator. Open to anyone, for an account that nobody knows yet; an operator, who has checked whose it
   * is, also registers one that an import made known.
   */
  register(viewer: Viewer, input: RegisterCreatorInput): Promise<CreatorEntity> {
    const registration = checkRegistration(input);
    return inTransaction(this.dataSource, async (manager) => {
      const book = await AccountBook.open(manager, [registration.account]);
      const entry = this.entryFor(viewer, book, registration);
      const { creator, account } = entry;
      const { displayName, bio, country, languages, categories, rates, url } = registration;
      Object.assign(creator, {
        displayName,
        isNamed: true,
        bio,
        country,
        languages,
        categories,
        status: creatorTransitions.REGISTER.to,
        profileAt: new Date(),
      });
      if (registration.account.handle !== null) book.rename(account, registration.account.handle);
      account.url = url ?? account.url;
      await book.save();
      await manager.delete(RateEntity, { creatorId: creator.id });
      await manager.insert(
        RateEntity,
        rates.map((rate) => ({ ...rate, creatorId: creator.id })),
      );
      return creator;
    });
  }

  /** The account to register: a new one, or one that the viewer may claim for its creator. */
  private entryFor(viewer: Viewer, book: AccountBook, { account, displayName }: CreatorRegistration): BookEntry {
    const known = book.find(account);
    if (known) {
      const mayClaim =
        isAllowed('REGISTER', partiesOf(viewer, known.creator.id)) && isPossible('REGISTER', known.creator.status);
      if (mayClaim) return known;
    } else {
      // Platforms give a handle that became free to another account; whether that happened, an operator can tell.
      const sameHandle = book.findByHandle(account.platform, account.handle);
      if (!sameHandle || isOperator(viewer)) return book.add(account, displayName);
    }
    throw userProblem(
      'TAKEN',
      'This account is known already. If it is yours, ask an operator to register it.',
      'account',
    );
  }

  /** A creator goes on holiday. @param until when they mean to be back, if known */
  async pause(viewer: Viewer, id: string, until: Date | null): Promise<CreatorEntity> {
    return this.move(viewer, id, 'PAUSE', () => {
      if (until && until <= new Date()) throw userProblem('INVALID', 'until must be in the future.', 'until');
      return { pausedUntil: until };
    });
  }

  /** A creator comes back, is taken out of the marketplace, or is let in again. */
  resume(viewer: Viewer, id: string): Promise<CreatorEntity> {
    return this.move(viewer, id, 'RESUME');
  }

  /** Takes a creator out of the marketplace. */
  suspend(viewer: Viewer, id: string): Promise<CreatorEntity> {
    return this.move(viewer, id, 'SUSPEND');
  }

  /** Brings a suspended creator back. */
  reinstate(viewer: Viewer, id: string): Promise<CreatorEntity> {
    return this.move(viewer, id, 'REINSTATE');
  }

  private async move(
    viewer: Viewer,
    id: string,
    action: CreatorAction,
    changes: () => Partial<CreatorEntity> = () => ({}),
  ): Promise<CreatorEntity> {
    if (!isAuthenticated(viewer)) throw unauthenticated();
    if (viewer.role !== 'CREATOR' && !isOperator(viewer)) throw forbidden();
    return inTransaction(this.dataSource, async (manager) => {
      // To a creator, another one is answered like one that is not there.
      const mayName = isId(id) && (isOperator(viewer) || isSelf(viewer, id.toLowerCase()));
      const [creator] = mayName ? await lockCreators(manager, [id]) : [];
      if (!creator) throw userProblem('NOT_FOUND', 'There is no such creator.', 'id');
      if (!isAllowed(action, partiesOf(viewer, creator.id))) throw forbidden();
      if (!isPossible(action, creator.status))
        throw userProblem('WRONG_STATE', `Not possible while the creator is ${creator.status}.`);
      await this.store(manager, creator, { pausedUntil: null, ...changes(), status: creatorTransitions[action].to });
      return creator;
    });
  }

  private async store(manager: EntityManager, creator: CreatorEntity, changes: Partial<CreatorEntity>): Promise<void> {
    Object.assign(creator, changes);
    await manager.update(CreatorEntity, { id: creator.id }, changes);
    await appendEvents(manager, [creatorChanged(creator)]);
  }
}
