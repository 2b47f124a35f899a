import type { DataSource, EntityManager } from 'typeorm';
import { isId, newId } from '#platform/database/identifiers.js';
import { inTransaction, isUniqueViolation } from '#platform/database/transaction.js';
import { forbidden, unauthenticated } from '#platform/errors/graphql-errors.js';
import { userProblem } from '#platform/errors/user-errors.js';
import { appendEvents } from '#platform/events/outbox.js';
import { isAuthenticated, type Viewer } from '#platform/identity/viewer.js';
import { readPage, toConnection, type Connection, type ConnectionArguments } from '#platform/paging/connection.js';
import type { LinkAdsManagerAccountInput, RegisterBrandInput } from '#schema/__generated__/brand.js';
import { useActivationToken } from '../activation/activation-token.repository.js';
import { addPendingMail } from '../mail/pending-mail.repository.js';
import { BrandEntity } from './brand.entity.js';
import { brandChanged } from './brand.events.js';
import { checkRegistration } from './brand.input.js';
import { isMember, isOperator, partiesOf } from './brand.policy.js';
import { countBrands, lockBrand, pageOfBrands, sortNameOf } from './brand.repository.js';
import { brandTransitions, isAllowed, isPossible, type BrandAction } from './brand.status.js';

/** A page of brands. */
export type BrandPage = Connection<BrandEntity>;

const advertiserPattern = /^\d{5,20}$/;
const listName = 'brands';

function requireOperator(viewer: Viewer): void {
  if (!isAuthenticated(viewer)) throw unauthenticated();
  if (!isOperator(viewer)) throw forbidden();
}

/** Use cases of brands. */
export class BrandService {
  /** @param mailPending called once a mail waits to be sent */
  constructor(
    private readonly dataSource: DataSource,
    private readonly mailPending: () => void,
  ) {}

  /** A page of all brands, by name. For operators. */
  async list(viewer: Viewer, parameters: ConnectionArguments): Promise<BrandPage> {
    requireOperator(viewer);
    const page = readPage(
      parameters,
      listName,
      ([name, id, ...more]) => typeof name === 'string' && isId(id) && more.length === 0,
    );
    const rows = await pageOfBrands(this.dataSource.manager, page);
    return toConnection(rows, page, listName, (brand) => [brand.sortName, brand.id]);
  }

  /** How many brands there are. Asked under a page of them. */
  count(): Promise<number> {
    return countBrands(this.dataSource.manager);
  }

  /** Registers a brand; its activation e-mail is on its way once this returns, whatever happens to the process. */
  async register(input: RegisterBrandInput): Promise<BrandEntity> {
    const registration = checkRegistration(input);
    const brand = Object.assign(new BrandEntity(), {
      ...registration,
      id: newId(),
      sortName: sortNameOf(registration.name),
      emailKey: registration.email.toLowerCase(),
      status: 'PENDING_ACTIVATION',
      advertiserId: null,
      advertiserLinkedAt: null,
      createdAt: new Date(),
      activatedAt: null,
    } satisfies BrandEntity);
    try {
      await inTransaction(this.dataSource, async (manager) => {
        await manager.insert(BrandEntity, brand);
        await addPendingMail(manager, 'BRAND_ACTIVATION', brand.id);
        await appendEvents(manager, [brandChanged(brand)]);
      });
    } catch (error) {
      if (isUniqueViolation(error, 'brands_email_key'))
        throw userProblem('TAKEN', 'A brand with this e-mail is registered already.', 'email');
      throw error;
    }
    this.mailPending();
    return brand;
  }

  /** Uses the token of an activation e-mail. Whoever has it may; nobody else can. */
  activate(token: string): Promise<BrandEntity> {
    return inTransaction(this.dataSource, async (manager) => {
      const use = await useActivationToken(manager, token, new Date());
      if (use.outcome === 'UNKNOWN')
        throw userProblem('INVALID', 'This token is not valid, or was used already.', 'token');
      if (use.outcome === 'EXPIRED') throw userProblem('EXPIRED', 'This token has expired.', 'token');
      const brand = await lockBrand(manager, use.brandId);
      if (!brand) throw new Error(`The brand of an activation token is gone: ${use.brandId}`);
      return this.move(manager, brand, 'ACTIVATE', { activatedAt: new Date() });
    });
  }

  /** Stops a brand or lets it go on. For operators. */
  async moveAsOperator(viewer: Viewer, id: string, action: 'SUSPEND' | 'REINSTATE'): Promise<BrandEntity> {
    requireOperator(viewer);
    return inTransaction(this.dataSource, async (manager) => {
      const brand = isId(id) ? await lockBrand(manager, id) : null;
      if (!brand) throw userProblem('NOT_FOUND', 'There is no such brand.', 'id');
      if (!isAllowed(action, partiesOf(viewer, brand.id))) throw forbidden();
      return this.move(manager, brand, action);
    });
  }

  /** Links a brand to its advertiser account. For its owners; a new link replaces the one before. */
  async linkAdsManagerAccount(viewer: Viewer, { id, advertiserId }: LinkAdsManagerAccountInput): Promise<BrandEntity> {
    if (!isAuthenticated(viewer)) throw unauthenticated();
    if (viewer.role !== 'BRAND') throw forbidden();
    return inTransaction(this.dataSource, async (manager) => {
      // Another tenant's brand is answered like one that is not there.
      const brand = isId(id) && isMember(viewer, id.toLowerCase()) ? await lockBrand(manager, id) : null;
      if (!brand) throw userProblem('NOT_FOUND', 'There is no such brand of yours.', 'id');
      if (!isAllowed('LINK_ADS_MANAGER_ACCOUNT', partiesOf(viewer, brand.id)))
        throw forbidden('Only owners of a brand may link its advertiser account.');
      if (!advertiserPattern.test(advertiserId))
        throw userProblem('INVALID', 'advertiserId must be 5 to 20 digits.', 'advertiserId');
      if (brand.advertiserId === advertiserId) return brand;
      return this.move(manager, brand, 'LINK_ADS_MANAGER_ACCOUNT', { advertiserId, advertiserLinkedAt: new Date() });
    });
  }

  /** Makes a move that the caller has found allowed. @param brand its row, locked */
  private async move(
    manager: EntityManager,
    brand: BrandEntity,
    action: BrandAction,
    changes: Partial<BrandEntity> = {},
  ): Promise<BrandEntity> {
    if (!isPossible(action, brand.status))
      throw userProblem('WRONG_STATE', `Not possible while the brand is ${brand.status}.`);
    const before = brand.status;
    const after = { ...changes, status: brandTransitions[action].to };
    await manager.update(BrandEntity, { id: brand.id }, after);
    Object.assign(brand, after);
    if (brand.status !== before) await appendEvents(manager, [brandChanged(brand)]);
    return brand;
  }
}
