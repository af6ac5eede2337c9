import { expect, test } from 'vitest';
import { loadFamily, loadMethod } from './load-method.ts';
import { loadAllMethods, methodCatalogue, methodFamilies } from './methods.ts';

test('the catalogue lists every method, with its family, as it stands (else: node tools/document-methods.ts)', async () => {
  const listed = (
    await Promise.all(
      methodFamilies.map(async (family) =>
        (await loadFamily(family)).map(({ id, group, title, purpose }) => ({ id, family, group, title, purpose })),
      ),
    )
  ).flat();
  const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
  expect([...methodCatalogue].sort(byId)).toEqual(listed.sort(byId));
});

test('ids are words of a command line and each is there once', async () => {
  const ids = (await loadAllMethods()).map((method) => method.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
});

test('names of options are lower camel case and each is there once', async () => {
  for (const method of await loadAllMethods()) {
    const names = method.options.map((option) => option.name);
    expect(new Set(names).size, method.id).toBe(names.length);
    for (const name of names) expect(name, method.id).toMatch(/^[a-z][a-zA-Z0-9]*$/);
  }
});

test('a method is found by its id alone', async () => {
  for (const { id } of methodCatalogue) expect((await loadMethod(id))?.id).toBe(id);
  expect((await loadMethod('xbar-r'))?.title.zh).toBe('均值-极差控制图');
  expect(await loadMethod('no-such-method')).toBeUndefined();
});
