/** The demo's leads, the same in every installation: invented names, numbers of no country, mail that goes nowhere. Pure. */
import { BEHAVIOURS } from '../telephony/simulator/behaviour.rules.js';
import type { Behaviour } from '../telephony/simulator/behaviour.rules.js';
import { between, seededRandom } from '../telephony/simulator/seeded-random.rules.js';
import type { Random } from '../telephony/simulator/seeded-random.rules.js';
import {
  COMPANY_FIRST,
  COMPANY_LAST,
  DECIDERS,
  ENGLISH_CITIES,
  ENGLISH_FAMILIES,
  ENGLISH_FIRST,
  ENGLISH_STREETS,
  HELPERS,
  INDUSTRIES,
  MEN,
  MEN_FATHERS,
  RUSSIAN_CITIES,
  RUSSIAN_FAMILIES,
  STREETS,
  WOMEN,
  WOMEN_FATHERS,
} from './demo-words.data.js';

export interface DemoContact {
  readonly fullName: string;
  readonly position: string | null;
  readonly isDecisionMaker: boolean;
  readonly email: string;
}

export interface DemoPhone {
  readonly e164: string;
  readonly kind: 'landline' | 'mobile';
  /** Place of its owner among the contacts; null: the company's own. */
  readonly contact: number | null;
}

export interface DemoLead {
  readonly kind: 'company' | 'person';
  readonly name: string;
  readonly legalName: string | null;
  readonly inn: string | null;
  readonly industry: string | null;
  readonly city: string;
  readonly region: string;
  readonly zone: string;
  readonly address: string;
  readonly site: string | null;
  readonly email: string;
  readonly contacts: readonly DemoContact[];
  readonly phones: readonly DemoPhone[];
}

export const DEMO_COMPANIES = 120;
export const DEMO_PEOPLE = 40;

/** Who answers the first calls of a newcomer: people, and the decision makers among them first. */
const FIRST_ANSWERS: readonly Behaviour[] = [
  'decision_maker',
  'secretary',
  'decision_maker',
  'decision_maker',
  'secretary',
  'no_answer',
  'decision_maker',
  'voice_assistant',
  'decision_maker',
  'secretary',
  'decision_maker',
  'busy',
  'decision_maker',
  'wrong_person',
  'secretary',
  'decision_maker',
];
/** Companies that were promised a callback: it is answered by whom it was promised to. */
const PROMISED = { from: 60, to: 64 };
/** Endings above those that name a behaviour: who answers is drawn from the mix of a cold list. */
const FIRST_FREE_ENDING = BEHAVIOURS.length;

export function demoCompanies(): DemoLead[] {
  return Array.from({ length: DEMO_COMPANIES }, (_, at) => company(at, seededRandom(`demo company ${at}`)));
}

export function demoPeople(): DemoLead[] {
  return Array.from({ length: DEMO_PEOPLE }, (_, at) => person(at, seededRandom(`demo person ${at}`)));
}

function company(at: number, random: Random): DemoLead {
  const last = COMPANY_LAST[Math.floor(at / COMPANY_FIRST.length) % COMPANY_LAST.length] ?? 'пром';
  const name = `${pickAt(COMPANY_FIRST, at)}${last}`;
  const city = pick(RUSSIAN_CITIES, random);
  const domain = `company${at + 1}.example.test`;
  const contacts = [
    contactOf(pick(DECIDERS, random), { at: 1, domain, random }),
    ...(random() < 0.6 ? [contactOf(pick(HELPERS, random), { at: 2, domain, random })] : []),
  ];
  const mobile = { e164: number(2, at, freeEnding(at)), kind: 'mobile', contact: 0 } as const;
  return {
    kind: 'company',
    name,
    legalName: `ООО «${name}»`,
    inn: unissuedInn(at),
    industry: INDUSTRIES[last],
    city: city.name,
    region: city.region,
    zone: city.zone,
    address: `${city.name}, ул. ${pick(STREETS, random)}, д. ${between(random, 1, 90)}`,
    site: `https://${domain}`,
    email: `info@${domain}`,
    contacts,
    phones: [{ e164: number(1, at, ending(at)), kind: 'landline', contact: null }, ...(random() < 0.4 ? [mobile] : [])],
  };
}

function contactOf(
  position: string,
  { at, domain, random }: { at: number; domain: string; random: Random },
): DemoContact {
  const isDecisionMaker = DECIDERS.some((one) => one === position);
  return { fullName: russianName(random), position, isDecisionMaker, email: `contact${at}@${domain}` };
}

function russianName(random: Random): string {
  const family = pick(RUSSIAN_FAMILIES, random);
  return random() < 0.5
    ? `${family} ${pick(MEN, random)} ${pick(MEN_FATHERS, random)}`
    : `${family}а ${pick(WOMEN, random)} ${pick(WOMEN_FATHERS, random)}`;
}

function person(at: number, random: Random): DemoLead {
  const city = pick(ENGLISH_CITIES, random);
  const name = `${pickAt(ENGLISH_FIRST, at)} ${pickAt(ENGLISH_FAMILIES, Math.floor(at / ENGLISH_FIRST.length) + (at % 4))}`;
  return {
    kind: 'person',
    name,
    legalName: null,
    inn: null,
    industry: null,
    city: city.name,
    region: city.region,
    zone: city.zone,
    address: `${between(random, 1, 120)} ${pick(ENGLISH_STREETS, random)}, ${city.name}`,
    site: null,
    email: `person${at + 1}@example.test`,
    contacts: [],
    phones: [{ e164: number(4, at, ending(at)), kind: 'mobile', contact: null }],
  };
}

/** Country code 999 is assigned to nobody; the last two digits tell the simulator who answers. */
function number(block: number, at: number, lastTwo: number): string {
  return `+999${block}${String(at + 1).padStart(6, '0')}${String(lastTwo).padStart(2, '0')}`;
}

function ending(at: number): number {
  if (at >= PROMISED.from && at < PROMISED.to) return BEHAVIOURS.indexOf('decision_maker');
  const first = FIRST_ANSWERS[at];
  return first === undefined ? freeEnding(at) : BEHAVIOURS.indexOf(first);
}

function freeEnding(at: number): number {
  return FIRST_FREE_ENDING + ((at * 37) % (100 - FIRST_FREE_ENDING));
}

/** Ten digits of a region that does not exist (00), so that it is nobody's. */
function unissuedInn(at: number): string {
  return `00${String(at + 1).padStart(8, '0')}`;
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  return pickAt(items, between(random, 0, items.length - 1));
}

function pickAt<Item>(items: readonly Item[], at: number): Item {
  const item = items[at % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
