import { InputCheck } from '#platform/errors/user-errors.js';
import type { BriefInput, CreateCampaignInput, UpdateCampaignInput } from '#schema/__generated__/campaign.js';
import { checkDate } from '../dates/date.check.js';
import { checkMoney, type Money } from '../money/money.js';
import type { Brief, CampaignEntity } from './campaign.entity.js';

/** What a brand writes about a campaign. */
export type CampaignContent = Pick<
  CampaignEntity,
  'name' | 'objective' | 'brief' | 'budgetMinor' | 'budgetCurrency' | 'visibility' | 'startsAt' | 'endsAt'
>;

const maxName = 200;
const maxSummary = 5_000;
const maxLines = 50;
const maxLine = 1_000;
const emptyBrief: Brief = { summary: null, dos: [], donts: [], hashtags: [], mentions: [] };

/**
 * Checks lines of a brief. Blank ones and repetitions are dropped.
 * @param shape what a line becomes
 */
function readLines(
  check: InputCheck,
  name: string,
  lines: readonly string[],
  shape = (line: string): string => line,
): string[] {
  check.require(lines.length <= maxLines, 'INVALID', `${name} must have at most ${maxLines} entries.`, 'brief', name);
  const read = lines
    .slice(0, maxLines)
    .map((line, index) => shape(check.text(line, { max: maxLine }, 'brief', name, String(index))));
  return [...new Set(read.filter((line) => line !== ''))];
}

/** Takes a brief in; parts left out stay as they are, null empties them. */
function readBrief(check: InputCheck, input: BriefInput, present: Brief): Brief {
  const lines = (name: keyof Omit<Brief, 'summary'>, shape?: (line: string) => string): string[] => {
    const given = input[name];
    return given === undefined ? present[name] : readLines(check, name, given ?? [], shape);
  };
  const { summary } = input;
  return {
    summary:
      summary === undefined
        ? present.summary
        : check.text(summary ?? '', { max: maxSummary }, 'brief', 'summary') || null,
    dos: lines('dos'),
    donts: lines('donts'),
    hashtags: lines('hashtags', (line) => line.replace(/^[#＃\s]+/u, '').toLowerCase()),
    mentions: lines('mentions', (line) => line.replace(/^[@＠\s]+/u, '')),
  };
}

function readBudget(check: InputCheck, budget: Money | null): Pick<CampaignContent, 'budgetMinor' | 'budgetCurrency'> {
  if (!budget) return { budgetMinor: null, budgetCurrency: null };
  checkMoney(check, budget, 'budget');
  return { budgetMinor: budget.amountMinor, budgetCurrency: budget.currency };
}

function checkDates(check: InputCheck, { startsAt, endsAt }: Pick<CampaignContent, 'startsAt' | 'endsAt'>): void {
  checkDate(check, startsAt, 'startsAt');
  checkDate(check, endsAt, 'endsAt');
  check.require(!startsAt || !endsAt || endsAt > startsAt, 'INVALID', 'endsAt must be after startsAt.', 'endsAt');
}

/** Checks a new draft. @throws UserProblem with everything that is wrong */
export function readDraft(input: CreateCampaignInput): CampaignContent {
  const check = new InputCheck();
  const content: CampaignContent = {
    name: check.text(input.name, { min: 1, max: maxName }, 'name'),
    objective: input.objective,
    brief: readBrief(check, input.brief ?? {}, emptyBrief),
    ...readBudget(check, input.budget ?? null),
    visibility: input.visibility ?? 'INVITATION_ONLY',
    startsAt: input.startsAt ?? null,
    endsAt: input.endsAt ?? null,
  };
  checkDates(check, content);
  check.done();
  return content;
}

/**
 * Checks changes to a draft. Fields left out stay as they are; null takes away what a draft may lack.
 * @returns the content after the change
 * @throws UserProblem with everything that is wrong
 */
export function readChanges(input: UpdateCampaignInput, present: CampaignContent): CampaignContent {
  const check = new InputCheck();
  for (const field of ['name', 'objective', 'visibility'] as const)
    check.require(input[field] !== null, 'REQUIRED', `${field} cannot be taken away.`, field);
  const content: CampaignContent = {
    name: input.name == null ? present.name : check.text(input.name, { min: 1, max: maxName }, 'name'),
    objective: input.objective ?? present.objective,
    brief:
      input.brief === undefined
        ? present.brief
        : readBrief(check, input.brief ?? {}, input.brief ? present.brief : emptyBrief),
    ...(input.budget === undefined
      ? { budgetMinor: present.budgetMinor, budgetCurrency: present.budgetCurrency }
      : readBudget(check, input.budget)),
    visibility: input.visibility ?? present.visibility,
    startsAt: input.startsAt === undefined ? present.startsAt : input.startsAt,
    endsAt: input.endsAt === undefined ? present.endsAt : input.endsAt,
  };
  checkDates(check, content);
  check.done();
  return content;
}
