'use client'

import { useQueries } from '@tanstack/react-query'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { secretChoices } from '#components/references/choice-queries.ts'
import type { SecretChoice } from '#lib/choices/schema.ts'
import type { NamedSecret } from '#lib/integrations/schema.ts'

/** More names than these are not looked up one by one. */
const mostLookedUp = 20

type Named = { choice: SecretChoice | null; isRead: boolean }

/**
 * How the secrets stand that a text names while it is written, and whether they may go to `host`: why one cannot be used,
 * or null where it can or nothing is known. `saved` tells those apart that are archived.
 */
export function useNamedSecrets(
  names: string[],
  { host, saved, domainName }: { host: string | null; saved: NamedSecret[]; domainName: string },
) {
  const place = useDomainPlace()
  const asked = names.slice(0, mostLookedUp)
  const found = useQueries({
    queries: asked.map((name) => secretChoices(place, { q: name, purpose: 'integration', host })),
    combine: (results) =>
      new Map(
        asked.map((name, index): [string, Named] => {
          const result = results[index]
          const choice = result?.data?.items.find((each) => each.name.toLowerCase() === name) ?? null
          // Among more that only hold the name, it may be one that was left out.
          const isRead =
            result?.isSuccess === true && !result.isPlaceholderData && (choice !== null || !result.data.isMore)
          return [name, { choice, isRead }]
        }),
      ),
  })
  const problemOf = (name: string, part: string | null): string | null => {
    const key = name.toLowerCase()
    const { choice, isRead } = found.get(key) ?? { choice: null, isRead: false }
    if (choice) return problemOfChoice(choice, part, host)
    const status = saved.find((each) => each.name === key)?.status
    if (status === 'archived') return `\`${name}\` is archived. Restore it, or name another secret.`
    if (!isRead || status === 'active') return null
    return `\`${name}\` does not exist in ${domainName}, or is archived. A send stops until it does.`
  }
  const isKnown = asked.length === names.length && asked.every((name) => found.get(name)?.isRead)
  return { problemOf, isKnown }
}

function problemOfChoice(choice: SecretChoice, part: string | null, host: string | null): string | null {
  const { name, status, type, isAllowed, isWrongPurpose } = choice
  if (status !== 'active') return `\`${name}\` is ${status}. A send stops until it is active again.`
  if (isWrongPurpose) return `\`${name}\` is for workflows alone.`
  if (isAllowed === false) return `\`${name}\` may not be sent to \`${host}\`.`
  if (type === 'username_password' && part === null)
    return `\`${name}\` is a username and a password: write #username or #password behind its name.`
  if (type === 'token' && part !== null) return `\`${name}\` is a token, which has no parts.`
  return null
}
