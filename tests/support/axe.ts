import axeCore from 'axe-core';
import type { Page } from 'playwright-core';

/** Where axe looks: WCAG 2.2 AA and what its makers hold to be good practice. */
export const AA_AND_PRACTICE = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Which rules: those with one of the tags; of these the ones that look at colours alone; axe's own choice where absent. */
interface Look {
  readonly tags?: readonly string[];
  readonly coloursAlone?: boolean;
}

/** What axe finds on a page: the rule and the elements that break it. */
export async function axeFaults(page: Page, { tags, coloursAlone = false }: Look = {}): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source);
  return page.evaluate(
    async ({ tags, coloursAlone }) => {
      // Laid there a line before.
      const { axe } = window as unknown as { axe: typeof axeCore };
      const colours = () => axe.getRules(tags && [...tags]).filter((rule) => rule.tags.includes('cat.color'));
      const values = coloursAlone ? colours().map(({ ruleId }) => ruleId) : [...(tags ?? [])];
      const { violations } = await axe.run({
        ...(values.length === 0 ? {} : { runOnly: { type: coloursAlone ? 'rule' : 'tag', values } }),
        // No rule of these reads the text of all style sheets; of what is well no account is wanted.
        preload: { assets: ['media'] },
        resultTypes: ['violations'],
      });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    },
    { tags, coloursAlone },
  );
}

/**
 * What axe finds in light and in dark; the appearance is turned as a person turns it, and turned back. Where both have the same
 * elements, seen in the same places, only a rule about colours can answer otherwise in the second.
 */
export async function axeInBoth(page: Page): Promise<readonly string[]> {
  await turn(page, 'light');
  const outline = await outlineOf(page);
  const light = await axeFaults(page, { tags: AA_AND_PRACTICE });
  await turn(page, 'dark');
  const coloursAlone = (await outlineOf(page)) === outline;
  const dark = await axeFaults(page, { tags: AA_AND_PRACTICE, coloursAlone });
  await turn(page, 'light');
  return [...light.map((fault) => `light: ${fault}`), ...dark.map((fault) => `dark: ${fault}`)];
}

function turn(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  return page.evaluate(
    (name) => document.documentElement.setAttribute('data-mantine-color-scheme', name),
    scheme,
  );
}

/** Every element of a page, where it stands and how it is shown but for its colours. */
function outlineOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const places = [...document.querySelectorAll('*')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const { display, visibility, opacity, overflow, position, zIndex, clipPath, pointerEvents } = style;
      const shown = [display, visibility, opacity, overflow, position, zIndex, clipPath, pointerEvents];
      return [x, y, width, height, ...shown].join(' ');
    });
    return [document.body.outerHTML, ...places].join('\n');
  });
}
