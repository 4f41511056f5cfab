const longest = 100

/** How the copy of something is called: "CRM sync (copy)", cut where a name would be too long. */
export function copyName(name: string): string {
  const ending = ' (copy)'
  return `${name
    .slice(0, longest - ending.length)
    .toWellFormed()
    .trimEnd()}${ending}`
}
