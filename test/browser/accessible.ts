import type { Page } from 'playwright-core';

/**
 * What a person who does not see, or who uses no mouse, needs of a page, looked at in the page itself: every control has a
 * name, every picture a word, ids are there once, headings and landmarks are there, text stands out from its ground (WCAG 2.2:
 * 1.1.1, 1.3.1, 1.4.3, 2.4.6, 2.5.8, 4.1.2). Answers what is wrong, in words.
 */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const isSeen = (element: Element) => {
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      return box.width > 0 && box.height > 0 && style.visibility !== 'hidden' && Number(style.opacity) > 0;
    };
    const tell = (element: Element, what: string) =>
      faults.push(
        `${what}: <${element.tagName.toLowerCase()} class="${element.className}"> ${element.outerHTML.slice(0, 160)}`,
      );
    const textOf = (id: string) => document.getElementById(id)?.textContent?.trim() ?? '';
    const nameOf = (element: Element): string => {
      const labelled = element.getAttribute('aria-labelledby');
      if (labelled !== null) return labelled.split(/\s+/).map(textOf).join(' ').trim();
      const own = element.getAttribute('aria-label') ?? element.getAttribute('title');
      if (own !== null && own !== '') return own;
      if (
        element instanceof HTMLInputElement ||
        element instanceof HTMLTextAreaElement ||
        element instanceof HTMLSelectElement
      )
        return [...(element.labels ?? [])].map((label) => label.textContent?.trim()).join(' ');
      return element.textContent?.trim() || (element.querySelector('img')?.getAttribute('alt') ?? '');
    };
    const controls =
      'a[href], button, input:not([type=hidden]), select, textarea, [role=button], [role=combobox], summary';
    for (const element of document.querySelectorAll(controls)) {
      if (!isSeen(element) || element.closest('[aria-hidden="true"]') !== null) continue;
      if (nameOf(element) === '') tell(element, 'a control without a name');
      const box = element.getBoundingClientRect();
      const isInText = element.tagName === 'A' || element.classList.contains('link') || element.tagName === 'SUMMARY';
      if (
        !isInText &&
        Math.min(box.width, box.height) < 24 &&
        element.closest('label, .ant-select, .ant-picker, .ant-input-affix-wrapper') === null
      )
        tell(element, `a target of ${Math.round(box.width)}×${Math.round(box.height)}`);
    }
    for (const group of document.querySelectorAll('[role=radiogroup], [role=group], fieldset'))
      if (isSeen(group) && nameOf(group) === '' && group.querySelector('legend') === null)
        tell(group, 'a group without a name');
    for (const image of document.querySelectorAll('img:not([alt])')) tell(image, 'a picture without words');
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index)))
      faults.push(`an id that is there twice: ${id}`);
    for (const pointed of document.querySelectorAll('[aria-labelledby]'))
      for (const id of (pointed.getAttribute('aria-labelledby') ?? '').split(/\s+/))
        if (document.getElementById(id) === null) tell(pointed, `named by \`${id}\`, which is not there`);
    if (document.querySelectorAll('h1').length !== 1)
      faults.push(`${document.querySelectorAll('h1').length} first headings, one expected`);
    if (document.querySelector('main') === null) faults.push('no main');
    if (document.documentElement.lang === '') faults.push('no language');
    if (document.title === '') faults.push('no title');
    if (document.documentElement.scrollWidth > document.documentElement.clientWidth + 1)
      faults.push(
        `wider than the window: ${document.documentElement.scrollWidth} > ${document.documentElement.clientWidth}`,
      );

    const colour = (text: string): readonly [number, number, number, number] => {
      const parts = (/rgba?\(([^)]+)\)/.exec(text)?.[1] ?? '').split(/[\s,/]+/).map(Number);
      return [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0, parts[3] ?? (parts.length >= 3 ? 1 : 0)];
    };
    const light = (rgb: readonly number[]) => {
      const [r = 0, g = 0, b = 0] = rgb.map((v) =>
        v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const groundOf = (element: Element): readonly number[] => {
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const [r, g, b, a] = colour(getComputedStyle(at).backgroundColor);
        if (a > 0.99) return [r, g, b];
      }
      return [255, 255, 255];
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const pale = new Set<string>();
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element === null || (node.textContent ?? '').trim() === '' || !isSeen(element)) continue;
      if (element.closest('script, style, noscript, [aria-hidden="true"], [disabled], .unseen') !== null) continue;
      const style = getComputedStyle(element);
      const [a, b] = [light(colour(style.color).slice(0, 3)), light(groundOf(element))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const size = Number.parseFloat(style.fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      if (ratio < (isLarge ? 3 : 4.5) - 0.01)
        pale.add(
          `contrast ${ratio.toFixed(2)}: “${(node.textContent ?? '').trim().slice(0, 30)}” in ${element.className || element.tagName}`,
        );
    }
    return [...faults, ...pale];
  });
}
