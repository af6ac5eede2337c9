import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Account } from '#operation/ports/accounts.ts';
import type { Draft } from '#operation/ports/drafts.ts';
import type { Session } from '#operation/ports/sessions.ts';
import type { Storage } from '#operation/ports/storage.ts';
import { matchesSaltedDigest, saltedDigest } from '#proof/salted-digest.ts';
import { idMaker, sampleEntry, sampleParty } from './samples.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const at = (minute: number) => `2026-03-10T04:${String(minute).padStart(2, '0')}:00.000Z`;

/** The contract of `Vault`, `Parties`, `Accounts`, `Sessions`, `ApiTokens`, `Attempts`, `OrganisationKeys`, `Drafts`. */
export function peopleContract(storage: () => Storage): void {
  const newId = idMaker(0x9e);
  const write = <T>(work: Parameters<Storage['inTransaction']>[0]) => storage().inTransaction(work) as Promise<T>;
  const sampleAccount = (other: Partial<Account> = {}): Account => ({
    id: newId(),
    person: newId(),
    login: `user-${newId()}`,
    passwordHash: '$argon2id$v=19$m=65536,t=3,p=1$c2FsdA$aGFzaA',
    language: 'zh',
    isAdministrator: false,
    createdAt: at(0),
    disabledAt: null,
    ...other,
  });

  async function makeAccount(other: Partial<Account> = {}): Promise<Account> {
    const account = sampleAccount(other);
    expect(await write((t) => storage().accounts.put(t, account))).toEqual({ kept: account.id });
    return account;
  }

  describe('vault', () => {
    const salt = new Uint8Array(32).fill(7);

    it('gives back the value that the digest was made of', async () => {
      const sealed = { ref: newId(), subject: newId(), salt, value: { name: '张质量', phone: '+86 21 1234', n: 3 } };
      const proof = saltedDigest(sealed, sha256);
      await write((t) => storage().vault.put(t, [sealed]));
      const stored = (await storage().vault.get([sealed.ref, newId()])).get(sealed.ref);
      expect(stored).toEqual(sealed);
      expect(matchesSaltedDigest(proof, stored ?? sealed, sha256)).toBe(true);
    });

    it('erases all of a subject and nothing of another, notes it once, and says so the second time', async () => {
      const [gone, stays] = [newId(), newId()];
      const values = [
        { ref: newId(), subject: gone, salt, value: 'name' },
        { ref: newId(), subject: gone, salt, value: 'phone' },
        { ref: newId(), subject: stays, salt, value: 'other' },
      ];
      await write((t) => storage().vault.put(t, values));
      const erase = () => write<number>((t) => storage().vault.erase(t, gone, { at: at(1), reason: 'asked for' }));
      expect(await erase()).toBe(2);
      expect(await storage().vault.ofSubject(gone)).toEqual([]);
      expect(await storage().vault.ofSubject(stays)).toHaveLength(1);
      expect(await erase()).toBe(0);
      const noted = (await storage().vault.erasures()).filter((e) => e.subject === gone);
      expect(noted.map((e) => e.ref)).toEqual([values[0]?.ref, values[1]?.ref]);
      expect(JSON.stringify(noted)).not.toContain('phone');
    });

    it('erases where projections repeat the values: names, what she is found by, what she holds, drafts', async () => {
      const account = await makeAccount();
      const person = account.person;
      const entry = sampleEntry(newId(), {
        holder: person,
        kind: 'person-registration',
        holderNames: { zh: '张某某甲乙' },
      });
      const names = [{ language: 'zh' as const, name: '张某某甲乙', from: null, to: null }];
      await write(async (t) => {
        await storage().vault.put(t, [{ ref: newId(), subject: person, salt, value: '张某某甲乙' }]);
        const parties = [
          sampleParty(person, {
            kind: 'person',
            names,
            codes: [{ system: 'id', value: '1' }],
            details: { phone: '1' },
          }),
        ];
        const search = (['party', 'entry'] as const).map((subject) => ({
          subject,
          id: subject === 'party' ? person : entry.id,
          texts: ['张某某甲乙'],
        }));
        await storage().projections.put(t, { parties, entries: [entry], search });
      });
      await storage().drafts.save(
        { account: account.id, subject: 'new:x', values: { name: '张某某甲乙' }, savedAt: at(0) },
        0,
        { drafts: 9, bytes: 999 },
      );
      await write((t) => storage().vault.erase(t, person, { at: at(1), reason: 'asked for' }));
      expect(await storage().parties.byId(person)).toMatchObject({ names: [], codes: [], details: {} });
      expect((await storage().entries.byId(entry.id))?.holderNames).toEqual({});
      expect((await storage().search.parties('某某甲', 5)).hits).toEqual([]);
      expect((await storage().search.entries('某某甲', 5)).hits).toEqual([]);
      expect(await storage().drafts.list(account.id)).toEqual([]);
    });
  });

  describe('parties', () => {
    it('are found by id, by code, and by a name that they have or had', async () => {
      const party = sampleParty(newId(), { codes: [{ system: 'lei', value: newId() }] });
      party.names satisfies readonly unknown[];
      const old = `旧名 ${newId()}`;
      const renamed = {
        ...party,
        names: [...party.names, { language: 'zh' as const, name: old, from: null, to: '2019-12-31' }],
      };
      await write((t) => storage().projections.put(t, { parties: [renamed] }));
      expect(await storage().parties.byId(party.id)).toEqual(renamed);
      expect(await storage().parties.byCode('lei', party.codes[0]?.value ?? '')).toEqual([renamed]);
      expect(await storage().parties.byCode('uscc', party.codes[0]?.value ?? '')).toEqual([]);
      expect(await storage().parties.byName(old)).toEqual([renamed]);
      expect(await storage().parties.byIds([party.id, newId()])).toEqual(new Map([[party.id, renamed]]));
    });

    it('are listed page by page', async () => {
      const people = Array.from({ length: 5 }, () => sampleParty(newId(), { kind: 'person' }));
      await write((t) => storage().projections.put(t, { parties: people }));
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await storage().parties.list('person', { limit: 2, ...(after ? { after } : {}) });
        seen.push(...page.rows.map((p) => p.id));
        after = page.next ?? undefined;
      } while (after);
      expect(seen).toEqual(expect.arrayContaining(people.map((p) => p.id)));
      expect(new Set(seen).size).toBe(seen.length);
    });
  });

  describe('organisations of the register', () => {
    it('are those that hold or issued something, page by page; no others, and no persons', async () => {
      const [holder, issuer, both, neither] = Array.from({ length: 4 }, () => sampleParty(newId()));
      const person = sampleParty(newId(), { kind: 'person' });
      if (!holder || !issuer || !both || !neither) throw new Error('four');
      const entries = [
        sampleEntry(newId(), { holder: holder.id, issuer: issuer.id }),
        sampleEntry(newId(), { holder: both.id, issuer: both.id }),
        sampleEntry(newId(), { holder: person.id, issuer: null }),
      ];
      const parties = [holder, issuer, both, neither, person];
      await write((t) => storage().projections.put(t, { parties, entries }));
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await storage().parties.inRegister({ limit: 2, ...(after ? { after } : {}) });
        seen.push(...page.rows.map((p) => p.id));
        after = page.next ?? undefined;
      } while (after);
      expect(seen.filter((id) => parties.some((p) => p.id === id))).toEqual([holder.id, issuer.id, both.id].sort());
      await expect(storage().parties.inRegister({ limit: 2, after: 'nonsense' })).rejects.toThrow();
    });
  });

  describe('accounts', () => {
    it('are found by their login in any case, which nobody else can take', async () => {
      const account = await makeAccount({ login: `Name-${newId()}@Example.org` });
      const stored = { ...account, login: account.login.toLowerCase() };
      expect(await storage().accounts.byLogin(account.login.toUpperCase())).toEqual(stored);
      expect(await storage().accounts.byId(account.id)).toEqual(stored);
      const thief = sampleAccount({ login: account.login });
      expect(await write((t) => storage().accounts.put(t, thief))).toEqual({ loginTaken: stored.login });
      expect(await write((t) => storage().accounts.put(t, { ...account, disabledAt: at(3) }))).toEqual({
        kept: account.id,
      });
      expect(await storage().accounts.ofPerson(account.person)).toEqual([{ ...stored, disabledAt: at(3) }]);
      expect(await storage().accounts.list()).toContainEqual({ ...stored, disabledAt: at(3) });
    });

    it('leave what a person may do to her employments, which hold from and to a day, both included', async () => {
      const [person, party] = [newId(), newId()];
      const past = { id: newId(), person, party, roles: ['auditor'], from: '2025-01-01', to: '2025-12-31' };
      const now = { id: newId(), person, party, roles: ['reviewer', 'decider'], from: '2026-01-01', to: null };
      await write(async (t) => {
        await storage().accounts.putEmployment(t, past);
        await storage().accounts.putEmployment(t, now);
      });
      expect(await storage().accounts.employments(person)).toEqual([past, now]);
      expect(await storage().accounts.employments(person, '2025-12-31')).toEqual([past]);
      expect(await storage().accounts.employments(person, '2026-01-01')).toEqual([now]);
      expect(await storage().accounts.employees(party, '2026-03-10', ['decider', 'x'])).toEqual([now]);
      expect(await storage().accounts.employees(party, '2026-03-10', ['auditor'])).toEqual([]);
      expect(await storage().accounts.employees(party, '2025-06-01')).toEqual([past]);
      expect(await storage().accounts.employers(['decider', 'x'], '2026-03-10')).toContain(party);
      expect(await storage().accounts.employers(['auditor'], '2026-03-10')).not.toContain(party);
      expect(await storage().accounts.employers([], '2026-03-10')).toEqual([]);
    });
  });

  describe('sessions', () => {
    const sampleSession = (account: string, token: string): Session => ({
      token,
      account,
      employment: null,
      createdAt: at(0),
      seenAt: at(0),
      expiresAt: at(30),
      identityAt: at(0),
    });

    it('hold until their end, change, turn to a new token, and end', async () => {
      const account = (await makeAccount()).id;
      const [first, second] = [digest(newId()), digest(newId())];
      const session = sampleSession(account, first);
      await storage().sessions.create(session);
      expect(await storage().sessions.find(first, at(29))).toEqual(session);
      expect(await storage().sessions.find(first, at(30))).toBeNull();
      const employment = newId();
      expect(await storage().sessions.change(first, { employment, seenAt: at(5) })).toBe(true);
      expect(await storage().sessions.change(first, { expiresAt: at(50) })).toBe(true);
      expect(await storage().sessions.find(first, at(40))).toEqual({
        ...session,
        employment,
        seenAt: at(5),
        expiresAt: at(50),
      });
      expect(await storage().sessions.rotate(first, second)).toBe(true);
      expect(await storage().sessions.rotate(first, digest('x'))).toBe(false);
      expect(await storage().sessions.find(first, at(1))).toBeNull();
      expect(await storage().sessions.change(second, { employment: null })).toBe(true);
      expect((await storage().sessions.find(second, at(1)))?.employment).toBeNull();
      await storage().sessions.remove(second);
      expect(await storage().sessions.find(second, at(1))).toBeNull();
    });

    it('end all at once but the one that is kept, and are swept when they are over', async () => {
      const account = (await makeAccount()).id;
      const tokens = [digest(newId()), digest(newId()), digest(newId())] as const;
      for (const token of tokens) await storage().sessions.create(sampleSession(account, token));
      expect(await storage().sessions.removeAll(account, tokens[1])).toBe(2);
      expect(await storage().sessions.find(tokens[1], at(1))).not.toBeNull();
      expect(await storage().sessions.sweep(at(30))).toBeGreaterThanOrEqual(1);
      expect(await storage().sessions.find(tokens[1], at(1))).toBeNull();
    });
  });

  describe('tokens of programs', () => {
    it('work until they expire or are revoked by their own account', async () => {
      const account = (await makeAccount()).id;
      const token = {
        id: newId(),
        token: digest(newId()),
        account,
        employment: null,
        name: 'CI',
        scopes: ['cases:read'],
        createdAt: at(0),
        expiresAt: at(30),
        usedAt: null,
        revokedAt: null,
      };
      await write((t) => storage().tokens.create(t, token));
      expect(await storage().tokens.use(token.token, at(1))).toEqual(token);
      expect((await storage().tokens.ofAccount(account))[0]?.usedAt).toBe(at(1));
      expect(await storage().tokens.use(token.token, at(30))).toBeNull();
      const revoke = (by: string) => write((t) => storage().tokens.revoke(t, token.id, by, at(2)));
      expect(await revoke(newId())).toBe(false);
      expect(await revoke(account)).toBe(true);
      expect(await storage().tokens.use(token.token, at(3))).toBeNull();
    });
  });

  describe('attempts', () => {
    it('are counted by key and window, all at once as well, and forgotten', async () => {
      const key = `login:${newId()}`;
      const counts = await Promise.all(Array.from({ length: 10 }, () => storage().attempts.count(key, at(3), 600)));
      expect(counts.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(await storage().attempts.count(key, at(9), 600)).toBe(11);
      expect(await storage().attempts.count(key, at(10), 600)).toBe(1);
      await storage().attempts.forget(key);
      expect(await storage().attempts.count(key, at(10), 600)).toBe(1);
      await storage().attempts.sweep(at(59));
      expect(await storage().attempts.count(key, at(10), 600)).toBe(1);
    });
  });

  describe('keys of organisations', () => {
    it('sign from and until their instants; ended ones stay for old signatures', async () => {
      const party = newId();
      const key = (keyId: string, from: string, to: string | null) => ({
        keyId,
        party,
        algorithm: 'EdDSA',
        custody: 'hosted' as const,
        publicJwk: { kty: 'OKP', crv: 'Ed25519', x: keyId },
        sealedPrivate: new Uint8Array([1, 2, 255]),
        from,
        to,
      });
      const [first, second] = [key('key-1', at(0), at(10)), key('key-2', at(10), null)] as const;
      await write(async (t) => {
        await storage().keys.put(t, first);
        await storage().keys.put(t, second);
      });
      const all = await storage().keys.ofParty(party);
      expect(all.map((k) => ({ ...k, sealedPrivate: new Uint8Array(k.sealedPrivate ?? []) }))).toEqual([first, second]);
      expect((await storage().keys.current(party, at(9)))?.keyId).toBe('key-1');
      expect((await storage().keys.current(party, at(10)))?.keyId).toBe('key-2');
      expect(await storage().keys.current(newId(), at(10))).toBeNull();
    });
  });

  describe('drafts', () => {
    const room = { drafts: 3, bytes: 100 };

    it('are saved again and again; a second window that has not seen the last saving is told of it', async () => {
      const account = (await makeAccount()).id;
      const draft = {
        account,
        subject: 'case:1:apply:',
        values: { 名称: '试金石', sites: [{ n: 1 }] },
        savedAt: at(0),
      };
      expect(await storage().drafts.save(draft, 0, room)).toEqual({ saved: 1 });
      expect(await storage().drafts.save({ ...draft, savedAt: at(1) }, 1, room)).toEqual({ saved: 2 });
      const stored = { ...draft, savedAt: at(1), revision: 2 };
      expect(await storage().drafts.save({ ...draft, values: {} }, 1, room)).toEqual({ conflict: stored });
      expect(await storage().drafts.save({ ...draft, values: {} }, 0, room)).toEqual({ conflict: stored });
      expect(await storage().drafts.get(account, draft.subject)).toEqual(stored);
      expect(await storage().drafts.list(account, 'case:1:')).toEqual([stored]);
      expect(await storage().drafts.list(account, 'case:%')).toEqual([]);
      await storage().drafts.remove(account, draft.subject);
      expect(await storage().drafts.get(account, draft.subject)).toBeNull();
      expect(await storage().drafts.save(draft, 2, room)).toEqual({ saved: 1 });
    });

    it('are kept up to a number and an amount, also when many come at once; what is full is told', async () => {
      const account = (await makeAccount()).id;
      const draft = (n: number, values: Draft['values']) => ({ account, subject: `new:${n}`, values, savedAt: at(n) });
      const save = (n: number, values: Draft['values'], expected = 0) =>
        storage().drafts.save(draft(n, values), expected, room);
      const answers = await Promise.all(Array.from({ length: 9 }, (_, n) => save(n, { n: 1 })));
      expect(answers.filter((answer) => 'saved' in answer).length).toBe(3);
      expect(answers.find((answer) => 'full' in answer)).toEqual({ full: { drafts: 3, bytes: 24 } });
      const kept = await storage().drafts.kept(account);
      expect(kept.map(({ bytes, revision }) => [bytes, revision])).toEqual([
        [8, 1],
        [8, 1],
        [8, 1],
      ]);
      const first = Number(kept[0]?.subject.slice('new:'.length));
      expect(await save(first, { text: 'x'.repeat(80) }, 1)).toEqual({ full: { drafts: 3, bytes: 24 } });
      expect(await storage().drafts.kept(account)).toEqual(kept);
      // Past the limit already, as before there was one: it is kept as long as it does not grow.
      expect(await storage().drafts.save(draft(first, { n: 2 }), 1, { drafts: 1, bytes: 1 })).toEqual({ saved: 2 });
    });
  });
}
