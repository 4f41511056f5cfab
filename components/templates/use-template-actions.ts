'use client'

import { useQueryClient } from '@tanstack/react-query'
import {
  createTemplateAction,
  sendTemplateAction,
  updateTemplateAction,
} from '#app/(console)/[organization]/[domain]/templates/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { exchangeKey, integrationsKey } from '#components/integrations/integration-queries.ts'
import { secretsKey } from '#components/secrets/secret-queries.ts'
import type { PublicError, Result } from '#lib/core/result.ts'
import type { TemplateChanged, TemplateDetails } from '#lib/templates/schema.ts'
import type { TemplateFields } from './template-form.ts'
import { templatesKey } from './template-queries.ts'

const unknown: PublicError = {
  code: 'internal',
  message: 'Postern could not be reached, so it is not known whether the message was sent. Try again.',
  fields: {},
}

const send = async (input: Parameters<typeof sendTemplateAction>[0]) => {
  try {
    return await sendTemplateAction(input)
  } catch {
    return { ok: false, error: unknown } as const
  }
}

/** Saves a template and sends a test of it; `base` is what the page is based on, null for a new one. */
export function useTemplateActions(base: TemplateDetails | null) {
  const place = useDomainPlace()
  const queries = useQueryClient()
  const create = useAction(createTemplateAction)
  const update = useAction(updateTemplateAction)
  const sending = useAction(send)

  const save = async (
    { delivery, ...typed }: TemplateFields,
    keepsPlainText: boolean,
  ): Promise<Result<TemplateChanged>> => {
    const input = { ...place, ...typed, requestId: delivery?.requestId ?? null, keepsPlainText }
    const result = base
      ? await update.run({ ...input, id: base.id, rowVersion: base.rowVersion })
      : await create.run(input)
    if (result.ok) {
      void queries.invalidateQueries({ queryKey: templatesKey(place) })
      // They say which templates are sent through them.
      void queries.invalidateQueries({ queryKey: integrationsKey(place), refetchType: 'none' })
    }
    return result
  }

  /** Sends what is saved and keeps the exchange for the page. Answers why nothing was sent, if that is so. */
  const test = async (
    saved: { id: string; rowVersion: number },
    sample: number | null,
  ): Promise<PublicError | null> => {
    const result = await sending.run({ ...place, ...saved, sample })
    if (!result.ok) return result.error
    queries.setQueryData(exchangeKey(place, saved.id), { exchange: result.data, at: new Date().toISOString() })
    // "Last used" of every secret that was in it.
    await queries.invalidateQueries({ queryKey: secretsKey(place) })
    return null
  }

  const isSaving = create.isBusy || update.isBusy
  return { save, test, isSaving, isSending: sending.isBusy, isBusy: isSaving || sending.isBusy }
}
