import { randomUUID } from 'node:crypto'
import type { Scope } from '#lib/access/permit.ts'
import { reachOf } from '#lib/access/reach.ts'
import { assertCurrent } from '#lib/changelog/assert-current.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { checkMessage, messageRequest } from '#lib/references/check-message.ts'
import { listReferences } from '#lib/references/list-references.ts'
import { assertNoCredentials } from '#lib/secrets/notice-credentials.ts'
import { shareReferences } from '#lib/usages/hold-references.ts'
import { replaceReferences } from '#lib/usages/references-in-use.ts'
import { holdTemplate } from './hold-template.ts'
import { type Delivery, deliveryName, keepDelivery } from './keep-delivery.ts'
import { plainTextsOf } from './plain-texts.ts'
import { type SavedTemplate, savedTemplate } from './saved-template.ts'
import type { CreateTemplateInput, TemplateChanged, UpdateTemplateInput } from './schema.ts'
import { templateDetails } from './template-details.ts'

/** Stores a new template. Throws `invalid`, with the sentence of each field, and `credential_noticed`. */
export async function createTemplate(
  scope: Scope<'template:edit'>,
  input: CreateTemplateInput,
): Promise<TemplateChanged> {
  await shareReferences(scope)
  const delivery = await keepDelivery(scope, input.requestId)
  assertTemplate(input, delivery)
  const by = { id: scope.actor.id ?? scope.organization.id, name: scope.actor.name }
  const now = clock.now()
  const saved = fieldsOf(input)
  await assertNoCredentials(scope, plainTextsOf(saved, null), input.keepsPlainText)
  const row = {
    organizationId: scope.organization.id,
    id: randomUUID(),
    domainId: scope.domainId,
    ...saved,
    targetSetBy: reachOf(scope.actor),
    createdAt: now,
    createdById: by.id,
    createdByName: by.name,
    updatedAt: now,
    updatedById: by.id,
    updatedByName: by.name,
  }
  await scope.tx.template.create({ data: row })
  const consumer = { kind: 'template', id: row.id, domainId: row.domainId } as const
  await replaceReferences(scope, consumer, listReferences(messageRequest(saved)))
  record(scope, {
    action: 'template.created',
    subject: { kind: 'template', id: row.id, name: row.name },
    details: templateDetails(null, { ...saved, requestName: delivery?.name ?? null }),
  })
  return { id: row.id, rowVersion: 1 }
}

/**
 * Changes a template. Whoever chooses another request has aimed it. Throws `not_found`, `stale_version`, `invalid`, with
 * the sentence of each field, and `credential_noticed`.
 */
export async function updateTemplate(
  scope: Scope<'template:edit'>,
  input: UpdateTemplateInput,
): Promise<TemplateChanged> {
  await shareReferences(scope)
  const delivery = await keepDelivery(scope, input.requestId)
  const old = await holdTemplate(scope, input.id)
  assertCurrent(scope, old, input.rowVersion, 'template')
  assertTemplate(input, delivery)
  const saved = fieldsOf(input)
  const details = templateDetails(
    { ...savedTemplate(old), requestName: old.request && deliveryName(old.request) },
    { ...saved, requestName: delivery?.name ?? null },
  )
  const isRetargeted = saved.requestId !== old.requestId
  if (!isRetargeted && Object.keys(details.fields ?? {}).length === 0) {
    recordNothing(scope)
    return { id: old.id, rowVersion: old.rowVersion }
  }
  await assertNoCredentials(scope, plainTextsOf(saved, savedTemplate(old)), input.keepsPlainText)
  const rowVersion = old.rowVersion + 1
  const { organizationId, id, domainId } = old
  await scope.tx.template.update({
    where: { organizationId_id: { organizationId, id } },
    data: {
      ...saved,
      ...(isRetargeted && { targetSetBy: reachOf(scope.actor) }),
      rowVersion,
      updatedAt: clock.now(),
      updatedById: scope.actor.id ?? organizationId,
      updatedByName: scope.actor.name,
    },
  })
  await replaceReferences(scope, { kind: 'template', id, domainId }, listReferences(messageRequest(saved)))
  record(scope, {
    action: 'template.edited',
    subject: { kind: 'template', id, name: saved.name },
    details,
  })
  return { id, rowVersion }
}

function assertTemplate(input: CreateTemplateInput, delivery: Delivery | null): void {
  const fields = checkMessage(input)
  if (input.requestId !== null && !delivery) fields.requestId = 'This request does not exist any more. Choose another.'
  // RFC 9110 sections 9.3.1 and 9.3.2: the body, which is all that a template has, would mean nothing.
  if (delivery?.method === 'GET' || delivery?.method === 'HEAD')
    fields.requestId = `A ${delivery.method} request has no body. Choose one that sends a body, like a POST.`
  if (Object.keys(fields).length > 0) throw new PosternError('invalid', undefined, { fields })
}

function fieldsOf({ name, subject, bodyType, body, samples, requestId }: CreateTemplateInput): SavedTemplate {
  return { name, subject, bodyType, body, samples, requestId }
}
