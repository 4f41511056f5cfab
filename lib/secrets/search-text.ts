import { type SecretType, secretTypeLabels } from './schema.ts'

type Searched = { name: string; description: string; type: SecretType; allowedHosts: readonly string[] }

/** What a search looks in: name, description, type and allowed domains, in lower case, a line each. Never a value. */
export const searchTextOf = ({ name, description, type, allowedHosts }: Searched): string =>
  [name, description, secretTypeLabels[type], ...allowedHosts]
    .filter((text) => text !== '')
    .join('\n')
    .toLowerCase()
