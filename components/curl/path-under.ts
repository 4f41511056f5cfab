/** The path below an integration's base URL, where an address lies under it; else null. */
export function pathUnder(baseUrl: string, { origin, path }: { origin: string; path: string }): string | null {
  if (!URL.canParse(baseUrl)) return null
  const base = new URL(baseUrl)
  const prefix = base.pathname.replace(/\/$/, '')
  if (base.origin !== origin || (path !== prefix && !path.startsWith(`${prefix}/`))) return null
  return path.slice(prefix.length)
}
