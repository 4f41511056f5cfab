import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

export const large = { width: 1440, height: 900 }
export const small = { width: 390, height: 844 }
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Of all rules, those that another set of colours could break. */
const colourRules = ['color-contrast', 'link-in-text-block']
/** It knows dialogs in portals, which stand outside of every landmark, and not menus. */
const notOurs = ['region']

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
      await settled(page)
      // One document without frames: the legacy mode looks at it in place, and is several times as fast.
      const axe = new AxeBuilder({ page }).setLegacyMode()
      if (colorScheme === 'light') axe.withTags(tags).disableRules(notOurs)
      else axe.withRules(colourRules)
      let { violations } = await axe.analyze()
      // What began to fade while axe looked, as a message whose time is over, has colours of its own: looked at again.
      if (violations.length > 0) {
        await settled(page)
        violations = (await axe.analyze()).violations
      }
      for (const { id, help, nodes } of violations) {
        const where = `${name}, ${size.width} px, ${colorScheme}`
        problems.push(`${where}: ${id}: ${help} (${nodes.length}; ${nodes[0]?.target.join(' ')})`)
      }
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

/** Nothing moves any more, comes or goes: colours are measured as they stay. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('[data-starting-style], [data-ending-style]')).toHaveCount(0)
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)))
  })
}
