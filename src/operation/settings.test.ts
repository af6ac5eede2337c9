import { describe, expect, test } from 'vitest';
import { addressOf, readSettings, settingProblemText, settingsTable } from './settings.ts';

describe('settings', () => {
  test('nothing set: every default', () => {
    const reading = readSettings({});
    expect(reading).toMatchObject({
      ok: true,
      settings: { port: 8080, databaseUrl: null, logLevel: 'info', language: 'zh', demonstration: true },
    });
    expect(reading.ok && addressOf(reading.settings)).toBe('http://localhost:8080');
  });

  test('all problems at once, each with its variable, what was expected and found', () => {
    const reading = readSettings({
      PORT: '80x',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://u:secret@h/d',
      TLS_CERT: 'c.pem',
      PUBLIC_ADDRESS: 'register.example.org',
    });
    const found = reading.ok ? [] : reading.problems.map((p) => p.variable);
    expect(found.sort()).toEqual(['DATABASE_URL', 'LOG_LEVEL', 'PORT', 'PUBLIC_ADDRESS', 'TLS_KEY']);
  });

  test('a message never repeats a password', () => {
    const reading = readSettings({ DATABASE_URL: 'mysql://u:secret@h/d' });
    expect(reading.ok ? [] : reading.problems.map(settingProblemText)).toEqual([
      'DATABASE_URL: expected an address such as postgres://user:password@host/database, found `mysql://…@h/d`.',
    ]);
  });

  test('every example in the table is accepted', () => {
    const environment = Object.fromEntries(Object.values(settingsTable).map((s) => [s.variable, s.example]));
    expect(readSettings(environment)).toMatchObject({ ok: true });
  });
});
