'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  createIntegrationRequestAction,
  testIntegrationRequestAction,
  updateIntegrationRequestAction,
} from '#app/(console)/[organization]/[domain]/integrations/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { secretsKey } from '#components/secrets/secret-queries.ts'
import type { PublicError, Result } from '#lib/core/result.ts'
import type {
  IntegrationChanged,
  IntegrationRequestDetails,
  TestIntegrationRequestInput,
} from '#lib/integrations/schema.ts'
import { exchangeKey, requestDetails } from './integration-queries.ts'
import type { RequestFields } from './request-form.ts'

const unknown: PublicError = {
  code: 'internal',
  message: 'Postern could not be reached, so it is not known whether the request was sent. Try again.',
  fields: {},
}

const send = async (input: TestIntegrationRequestInput) => {
  try {
    return await testIntegrationRequestAction(input)
  } catch {
    return { ok: false, error: unknown } as const
  }
}

/** Saves and tests a request of an integration; `base` is what the page is based on, null for a new request. */
export function useRequestActions(integrationId: string, base: IntegrationRequestDetails | null) {
  const place = useDomainPlace()
  const queries = useQueryClient()
  const create = useAction(createIntegrationRequestAction)
  const update = useAction(updateIntegrationRequestAction)
  const sending = useAction(send)
  // Saving is a part of "Save and test": the button that was pressed is the one that is busy.
  const [isTesting, setIsTesting] = useState(false)

  const save = (typed: RequestFields, keepsPlainText: boolean): Promise<Result<IntegrationChanged>> => {
    const input = { ...place, integrationId, ...typed, keepsPlainText }
    return base ? update.run({ ...input, id: base.id, rowVersion: base.rowVersion }) : create.run(input)
  }

  /** Sends what is saved and keeps the exchange for the page. Answers why nothing was sent, if that is so. */
  const test = async ({ id, rowVersion }: { id: string; rowVersion: number }): Promise<PublicError | null> => {
    setIsTesting(true)
    try {
      const result = await sending.run({ ...place, integrationId, id, rowVersion })
      if (!result.ok) {
        // Somebody has disabled it since: the page says so, too.
        if (result.error.code === 'integration_disabled')
          void queries.invalidateQueries({ queryKey: requestDetails(place, integrationId, id).queryKey })
        return result.error
      }
      queries.setQueryData(exchangeKey(place, id), { exchange: result.data, at: new Date().toISOString() })
      // "Last used" of every secret that was in it.
      await queries.invalidateQueries({ queryKey: secretsKey(place) })
      return null
    } finally {
      setIsTesting(false)
    }
  }

  const isSaving = create.isBusy || update.isBusy
  return { save, test, isSaving, isTesting, isSending: sending.isBusy, isBusy: isSaving || sending.isBusy }
}
