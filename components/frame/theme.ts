export const themeChoices = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof themeChoices)[number]

/** Read by the layout, so that the first paint already has the right colours. */
export const themeCookie = 'postern-theme'

/** The choice that a cookie holds; whatever is not a choice follows the system. */
export function themeChoiceOf(cookie: string | undefined): ThemeChoice {
  return themeChoices.find((choice) => choice === cookie) ?? 'system'
}

/** Shows the chosen colours at once and remembers them for a year. */
export function applyTheme(choice: ThemeChoice): void {
  const root = document.documentElement
  if (choice === 'system') delete root.dataset.theme
  else root.dataset.theme = choice
  const secure = window.location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we support
  document.cookie = `${themeCookie}=${choice}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`
}
