/** What a secret's name or alias may be. Pure, so that forms and the server judge alike. */
export const maxNameLength = 128

/** Why `alias` cannot be the alias of a domain secret, or null. What is typed is lowercased before. */
export function aliasProblem(alias: string): string | null {
  if (alias === '') return 'Enter an alias. Requests name the secret by it.'
  if (alias.length > maxNameLength)
    return `An alias has at most ${maxNameLength} characters; this one has ${alias.length}.`
  if (!/^[a-z0-9_-]+$/.test(alias)) return 'Only lowercase letters, numbers, hyphens and underscores.'
  return null
}
