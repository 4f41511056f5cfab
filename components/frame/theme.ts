export const themeChoices = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof themeChoices)[number]

const themeCookie = (isSecure: boolean) => (isSecure ? '__Host-postern-theme' : 'postern-theme')

type Jar = { get: (name: string) => { value: string } | undefined }

/**
 * The choice that a browser's cookie holds, read by the layout, so that the first paint already has the right colours;
 * whatever is not a choice follows the system.
 */
export function themeChoiceOf(jar: Jar): ThemeChoice {
  const cookie = jar.get(themeCookie(true)) ?? jar.get(themeCookie(false))
  return themeChoices.find((choice) => choice === cookie?.value) ?? 'system'
}

/** Shows the chosen colours at once and remembers them for a year. */
export function applyTheme(choice: ThemeChoice): void {
  const root = document.documentElement
  if (choice === 'system') delete root.dataset.theme
  else root.dataset.theme = choice
  const isSecure = window.location.protocol === 'https:'
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we support
  document.cookie = `${themeCookie(isSecure)}=${choice}; Path=/; Max-Age=31536000; SameSite=Lax${isSecure ? '; Secure' : ''}`
}
