import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * Looks at what the page shows now, in light and dark, on a large and a small screen: axe finds nothing, and nothing
 * scrolls sideways. `name` says in a report which page, drawer or dialog it was.
 */
export async function inspectPage(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()
  const problems: string[] = []
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await settled(page)
      const where = `${name}, ${size.width} px, ${colorScheme}`
      // Its one rule that is experimental: it takes the initials on a person's avatar for a label.
      const { violations } = await new AxeBuilder({ page })
        .withTags(rules)
        .disableRules(['label-content-name-mismatch'])
        .analyze()
      for (const { id, help, nodes } of violations) {
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
  expect(problems).toEqual([])
}

/** Nothing moves any more: colours are measured as they stay. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)))
  })
}
