import { expect, type Page } from '@playwright/test'

/** Presses Tab until something of this name has the focus, and sees that the focus can be seen all the way. */
export async function tabTo(page: Page, name: RegExp, { most = 40 } = {}): Promise<void> {
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null
      if (!element || element === document.body) return null
      const style = getComputedStyle(element)
      const box = element.closest('label, [data-value-field]')?.parentElement ?? element
      const labelledBy = document.getElementById(element.getAttribute('aria-labelledby')?.split(' ')[0] ?? '')
      const label = (element as HTMLInputElement).labels?.[0]?.textContent || labelledBy?.textContent || ''
      // The calendar's button inside a date field is not the page's own: the browser draws its ring there.
      const isOnCalendar = element.matches('input[type="date"]:not(:focus-visible)')
      const isSeen =
        isOnCalendar ||
        style.outlineStyle !== 'none' ||
        style.boxShadow !== 'none' ||
        [element.parentElement, element.closest('label'), box].some((each) => {
          if (!each) return false
          const around = getComputedStyle(each)
          return around.outlineStyle !== 'none' || around.boxShadow !== 'none'
        })
      return { name: element.getAttribute('aria-label') || label || element.textContent || '', isSeen }
    })
    if (focused === null) continue
    expect(focused.isSeen, `the focus on “${focused.name.slice(0, 60)}” can be seen`).toBe(true)
    if (name.test(focused.name)) return
  }
  throw new Error(`Tab does not reach ${name}.`)
}

/** Types a value that must not stand in a report into whatever has the focus. */
export async function typeFocused(page: Page, text: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  for (const character of text) await devtools.send('Input.insertText', { text: character })
  await devtools.detach()
}
