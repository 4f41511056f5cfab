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

/** Why `name` cannot be the name of an organization secret, or null. Its letter case is kept, and does not count. */
export function nameProblem(name: string): string | null {
  if (name === '') return 'Enter a name. Requests name the secret by it.'
  if (name.length > maxNameLength) return `A name has at most ${maxNameLength} characters; this one has ${name.length}.`
  if (!/^[A-Za-z0-9_.-]+$/.test(name)) return 'Only letters, numbers, underscores, hyphens and dots.'
  if (!/^[A-Za-z]/.test(name)) return 'A name starts with a letter.'
  if (name.split('.').includes(''))
    return 'Dots make groups, like crm.apiKey, and no group is empty. Remove the dot at the end or one of two in a row.'
  return null
}
