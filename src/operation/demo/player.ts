import type { DoStep } from '#certification/case/decide.ts';
import { situationOf } from '#certification/case/decide.ts';
import type { CodedReason, NamedParty, StoredValue, StoredValues } from '#certification/case/events.ts';
import type { CaseState } from '#certification/case/state.ts';
import type { FormSpec, RoleSpec, Scheme, StepSpec } from '#certification/scheme/scheme.ts';
import { addDays, type Day } from '#certification/time/day.ts';
import { addMilliseconds, startOfDay, toInstant } from '#certification/time/instant.ts';
import { actContext, loadFacts, supplies, workplaces } from '../acts/context.ts';
import { runClocks } from '../acts/run-clocks.ts';
import type { Clock } from '../clock.ts';
import { keepUpload } from '../files/uploads.ts';
import type { Id, Instant } from '../ports/values.ts';
import { presentName } from '../project/party.ts';
import type { World } from '../world.ts';
import { type Cast, done, type Member } from './cast.ts';
import { type Filling, fillForm } from './fill-form.ts';
import type { Story } from './story.ts';

/** A case of the story under its name. */
export interface StoryCase {
  readonly id: Id;
  readonly scheme: string;
  readonly applicant: string;
  readonly body: string;
  readonly laboratory: string | null;
  readonly recommender: string | null;
  entries: readonly Id[];
}

const hour = 3_600_000;
const minute = 60_000;

/** Plays the story: keeps its clock, knows its people and cases by their names, and fills in what nobody speaks of. */
export class Player {
  readonly world: World;
  readonly story: Story;
  readonly cast: Cast;
  readonly day: Day;
  readonly cases = new Map<string, StoryCase>();
  readonly rounds = new Map<string, Id>();
  readonly #clock: StoryClock;
  readonly #files = new Map<Id, StoredValue>();
  #acts = 0;

  constructor(world: World, story: Story, cast: Cast, day: Day, clock: StoryClock) {
    this.world = world;
    this.story = story;
    this.cast = cast;
    this.day = day;
    this.#clock = clock;
  }

  /** A key by which the act is known: a build that was broken off repeats what was done without doing it again. */
  nextKey(): string {
    return `demonstration ${++this.#acts}`;
  }

  dayAt(offset: number): Day {
    return addDays(this.day, offset);
  }

  /** Moves the clock to a day of the story; whatever falls due on the way happens on its own day. */
  async goTo(offset: number): Promise<void> {
    const target = addMilliseconds(startOfDay(this.dayAt(offset), this.world.house.zone), 9 * hour);
    for (let ripe = await this.world.storage.dues.nextRipe(); ripe !== null && ripe < target; ) {
      if (ripe > this.#clock.now()) this.#clock.set(ripe);
      const { acted } = await runClocks(this.world);
      const next = await this.world.storage.dues.nextRipe();
      if (acted === 0 && (next === null || next <= this.#clock.now())) break;
      ripe = next;
    }
    if (target > this.#clock.now()) this.#clock.set(target);
    else this.tick();
  }

  /** A few minutes pass between two acts. */
  tick(): void {
    this.#clock.set(addMilliseconds(toInstant(this.#clock.now()), 7 * minute));
  }

  person(name: string): Member {
    const found = this.cast.people.get(name);
    if (found === undefined)
      throw new Error(`The demonstration's story names the person \`${name}\`, who is not among its people.`);
    return found;
  }

  party(name: string): Id {
    const found = this.cast.parties.get(name);
    if (found === undefined)
      throw new Error(`The demonstration's story names the party \`${name}\`, which is not among its parties.`);
    return found;
  }

  caseNamed(name: string): StoryCase {
    const found = this.cases.get(name);
    if (found === undefined)
      throw new Error(`The demonstration's story names the case \`${name}\`, which was not opened before.`);
    return found;
  }

  /** Who works at a party in a role: the first of the story. */
  holder(party: string, role: string): Member | undefined {
    return [...this.cast.people.values()].find((m) => m.partyName === party && m.roles.includes(role));
  }

  /** The person who does a step: by employment at the side that the role belongs to, else the one who is named in the case. */
  doer(kase: StoryCase, state: CaseState, roles: readonly RoleSpec[]): Member {
    for (const role of roles) {
      const named = state.named.find((n) => n.role === role.id && n.person !== null);
      const byName = [...this.cast.people.values()].find((m) => m.person === named?.person);
      if (byName) return byName;
      const side = sideOf(kase, role);
      const found = side === null ? undefined : this.holder(side, role.id);
      if (found) return found;
    }
    throw new Error(`Nobody in the demonstration holds ${roles.map((r) => r.id).join(', ')} for this step.`);
  }

  /** The whole act of a step: the story's values, then what the form asks beside them. */
  async doing(
    scheme: Scheme,
    step: StepSpec,
    state: CaseState,
    by: Member,
    given: {
      readonly values: StoredValues;
      readonly names: Readonly<Record<string, readonly string[]>>;
      readonly kase: StoryCase | null;
    },
  ): Promise<Omit<DoStep, 'act'>> {
    const form = scheme.forms.find((f) => f.id === step.form);
    const applicant = given.kase?.applicant ?? by.partyName;
    const values = await this.resolve(given.values, applicant);
    const named = step.names.flatMap((role) => this.namedFor(scheme, role, given));
    return {
      step: step.id,
      line: null,
      outcome: step.outcomes[0]?.id ?? '',
      values: form === undefined ? {} : await this.fill(form, state, by, values, applicant),
      reason: null,
      remarks: [],
      named,
    };
  }

  namedFor(
    scheme: Scheme,
    role: string,
    given: { readonly names: Readonly<Record<string, readonly string[]>>; readonly kase: StoryCase | null },
  ): readonly NamedParty[] {
    const names = Object.hasOwn(given.names, role) ? given.names[role] : undefined;
    const spec = scheme.roles.find((r) => r.id === role);
    if (names === undefined) return [];
    if (names.length === 0)
      return given.kase?.laboratory == null ? [] : [{ role, person: null, party: this.party(given.kase.laboratory) }];
    return names.flatMap((name) => {
      const member = this.cast.people.get(name) ?? this.holderFor(given.kase?.body ?? '', name, spec?.least ?? 1);
      return member === undefined ? [] : [{ role, person: member.person, party: member.party }];
    });
  }

  /** Whoever has the role as her first; another who holds it only where somebody has to be named. */
  holderFor(party: string, role: string, least: number): Member | undefined {
    const holders = [...this.cast.people.values()].filter((m) => m.partyName === party && m.roles.includes(role));
    return holders.find((m) => m.roles[0] === role) ?? (least > 0 ? holders[0] : undefined);
  }

  async fill(
    form: FormSpec,
    state: CaseState,
    by: Member,
    values: StoredValues,
    applicant: string,
  ): Promise<StoredValues> {
    const acting = await by.acting();
    const at = {
      now: this.world.clock.now(),
      zone: this.world.house.zone,
      applicant: null,
      partyOfPerson: workplaces([], [], acting),
    };
    const needs = { parties: [], persons: [], holders: [], kinds: [], entries: [], endedSchemes: [] };
    const facts = await this.world.storage.inTransaction((transaction) =>
      loadFacts(this.world, transaction, needs, at),
    );
    const context = actContext(this.world, facts, acting, supplies(this.world.newId));
    const filling: Filling = {
      defaults: await this.resolve(this.story.defaults as StoredValues, applicant),
      today: context.calendar.today,
      sampleCode: (list) => sampleCodes[list] ?? '1',
      file: await this.fileOf(by),
    };
    return fillForm(form, values, situationOf(state, {}, [], context), filling);
  }

  /** One small document for each account that uploads. */
  async fileOf(by: Member): Promise<StoredValue> {
    const acting = await by.acting();
    const known = this.#files.get(acting.viewer.account);
    if (known !== undefined) return known;
    const name = '演示文件 demonstration.pdf';
    const kept = done(
      await keepUpload(this.world, acting, { name, bytes: once(samplePdf(acting.viewer.account)) }),
      name,
    );
    const { digest, size, mediaType } = kept;
    return { digest, name: kept.name, size, mediaType };
  }

  /** Puts in what the story refers to: `$party.name`, `$person.NAME`, `$entry.CASE`, `$number.CASE`, `$to.CASE`, `$day.-15`. */
  async resolve(values: StoredValues, applicant: string): Promise<StoredValues> {
    const resolved: Record<string, StoredValue> = {};
    for (const [name, value] of Object.entries(values)) resolved[name] = await this.resolveValue(value, applicant);
    return resolved;
  }

  async resolveValue(value: StoredValue, applicant: string): Promise<StoredValue> {
    if (Array.isArray(value))
      return Promise.all((value as readonly StoredValue[]).map((v) => this.resolveValue(v, applicant)));
    if (typeof value === 'object' && value !== null) return this.resolve(value as StoredValues, applicant);
    const reference = typeof value === 'string' ? /^\$(party|person|entry|number|to|day)\.(.+)$/.exec(value) : null;
    if (reference === null) return value;
    const [, kind = '', name = ''] = reference;
    return this.referred(kind, name, applicant);
  }

  async referred(kind: string, name: string, applicant: string): Promise<StoredValue> {
    if (kind === 'day') return this.dayAt(Number(name));
    if (kind === 'person') return this.person(name).person;
    if (kind === 'party') {
      const party = await this.world.storage.parties.byId(this.party(applicant));
      if (party === null) return '';
      const code = party.codes.find((c) => c.system === name)?.value;
      return name === 'name' ? presentName(party).zh : (code ?? String(party.details[name] ?? ''));
    }
    const [id = ''] = this.caseNamed(name).entries;
    const entry = await this.world.storage.entries.byId(id);
    return kind === 'entry' ? id : kind === 'number' ? (entry?.number ?? '') : (entry?.to ?? '');
  }

  reason(list: string | undefined, code: string): CodedReason | null {
    return list === undefined ? null : { list, code, words: '' };
  }
}

/** The party of the story whose people hold the role in this case. */
function sideOf(kase: StoryCase, role: RoleSpec): string | null {
  switch (role.of) {
    case 'applicant':
      return kase.applicant;
    case 'named-party':
      return kase.laboratory;
    case 'recommender':
      return kase.recommender;
    default:
      return kase.body;
  }
}

/** The clock of the story: it only goes forward. */
export interface StoryClock extends Clock {
  set(at: Instant): void;
}

export function storyClock(begin: Instant): StoryClock {
  let now = begin;
  return {
    now: () => now,
    set: (at) => {
      if (at > now) now = at;
    },
  };
}

/** Right codes of the lists for fields that the story leaves out. */
const sampleCodes: Readonly<Record<string, string>> = {
  sector: '17',
  industry: 'C34',
  region: '310115',
  'ccc-kind': '0901',
  'document-number': '沪质协〔2026〕1号',
  uscc: '91310000DEM000014U',
};

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

/** A document of one empty page, which says whose it is in its comment, so that two uploaders have two files. */
function samplePdf(whose: string): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  ];
  let body = `%PDF-1.4\n% demonstration ${whose}\n`;
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = body.length;
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  return new TextEncoder().encode(
    `${body}xref\n0 4\n0000000000 65535 f \n${rows}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
  );
}
