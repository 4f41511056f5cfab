import { expect, type Page } from '@playwright/test'
import axe, { type AxeResults, type RunOptions } from 'axe-core'

export const large = { width: 1440, height: 900 }
export const small = { width: 390, height: 844 }
const everyRule: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  // It knows dialogs in portals, which stand outside of every landmark, and not menus.
  rules: { region: { enabled: false } },
  resultTypes: ['violations'],
}
/** Of all rules, those that another set of colours could break. */
const colourRules: RunOptions = {
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
  resultTypes: ['violations'],
}

/**
 * Looks at what the page shows now, in light and dark, on a large and a small screen: axe finds nothing, and nothing
 * scrolls sideways. `name` says in a report which page, drawer or dialog it was.
 */
export async function inspectPage(page: Page, name: string, { sizes = [large, small] } = {}): Promise<void> {
  const before = page.viewportSize()
  const problems: string[] = []
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const rules = colorScheme === 'light' ? everyRule : colourRules
      let found = await violations(page, rules)
      // What began to fade while axe looked, as a message whose time is over, has colours of its own: looked at again.
      if (found.length > 0) found = await violations(page, rules)
      const where = `${name}, ${size.width} px, ${colorScheme}`
      problems.push(...found.map((each) => `${where}: ${each}`))
    }
    const sideways = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return Math.max(scrollWidth, document.body.scrollWidth) - clientWidth
    })
    if (sideways > 0) problems.push(`${name}, ${size.width} px: scrolls sideways by ${sideways} px`)
  }
  if (before) await page.setViewportSize(before)
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
  expect.soft(problems).toEqual([])
}

/** What axe finds once the page has settled. It stays in the page: to bring it there again takes longer than it does. */
async function violations(page: Page, rules: RunOptions): Promise<string[]> {
  await settled(page)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(async (options) => {
    const { axe: found } = window as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } }
    const results = await found.run(options)
    return results.violations.map(
      ({ id, help, nodes }) => `${id}: ${help} (${nodes.length}; ${nodes[0]?.target.join(' ')})`,
    )
  }, rules)
}

/** Nothing moves any more, comes or goes: colours are measured as they stay. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('[data-starting-style], [data-ending-style]')).toHaveCount(0)
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)))
  })
}
