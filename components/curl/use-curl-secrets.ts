'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { createSecretAction } from '#app/(console)/[organization]/secrets/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { secretsKey } from '#components/secrets/secret-queries.ts'
import type { CurlSecret } from './curl-secrets.ts'

/** What is to become of a credential: its secret's name, whether it is stored, and why it was not. */
export type SecretDecision = {
  name: string
  isStored: boolean
  /** It is stored now, under this name. */
  storedAs: string | null
  error: string | null
  /** It was told that another secret has the value; a second time it is stored. */
  acceptsDuplicate: boolean
}

/** The decisions on the credentials of a command, and how they are carried out: one after the other, until one is refused. */
export function useCurlSecrets(secrets: CurlSecret[], host: string) {
  const place = useDomainPlace()
  const queries = useQueryClient()
  const { run, isBusy } = useAction(createSecretAction)
  const [decisions, setDecisions] = useState<Record<string, Partial<SecretDecision>>>({})
  const [isStoring, setIsStoring] = useState(false)
  const decisionOf = ({ key, proposedName }: CurlSecret): SecretDecision => ({
    name: proposedName,
    isStored: true,
    storedAs: null,
    error: null,
    acceptsDuplicate: false,
    ...decisions[key],
  })
  const decide = (key: string, change: Partial<SecretDecision>) =>
    setDecisions((before) => ({ ...before, [key]: { ...before[key], ...change } }))

  /** The names of the secrets by their keys, null where none is to be; or null at the first that was refused. */
  const storeAll = async (): Promise<Map<string, string | null> | null> => {
    const names = new Map<string, string | null>()
    setIsStoring(true)
    try {
      for (const secret of secrets) {
        const { name, isStored, storedAs, acceptsDuplicate } = decisionOf(secret)
        if (!isStored || storedAs !== null) {
          names.set(secret.key, isStored ? storedAs : null)
          continue
        }
        const value =
          secret.value.type === 'token'
            ? { type: 'token' as const, value: secret.value.token }
            : {
                type: 'username_password' as const,
                value: { username: secret.value.username, password: secret.value.password },
              }
        const result = await run({
          ...place,
          name,
          ...value,
          description: '',
          allowedHosts: [host],
          expiresOn: null,
          visibility: 'restricted',
          purpose: 'any',
          ...(acceptsDuplicate && { acceptsDuplicate }),
        })
        if (!result.ok) {
          const { code, fields, message } = result.error
          const error = Object.values(fields)[0] ?? message
          decide(secret.key, { error, acceptsDuplicate: code === 'duplicate_value' })
          return null
        }
        decide(secret.key, { storedAs: result.data.name, error: null })
        names.set(secret.key, result.data.name)
      }
      return names
    } finally {
      setIsStoring(false)
      void queries.invalidateQueries({ queryKey: secretsKey(place) })
    }
  }
  return { decisionOf, decide, storeAll, isBusy: isBusy || isStoring }
}
