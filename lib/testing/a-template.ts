import { runChange } from '#lib/changelog/run-change.ts'
import { createIntegration } from '#lib/integrations/save-integration.ts'
import { createIntegrationRequest } from '#lib/integrations/save-request.ts'
import type { CreateIntegrationRequestInput } from '#lib/integrations/schema.ts'
import { createTemplate, updateTemplate } from '#lib/templates/save-template.ts'
import { type CreateTemplateInput, createTemplateInput } from '#lib/templates/schema.ts'
import { sendTemplate } from '#lib/templates/send-template.ts'
import { makeTenant, type Tenant, type TestRole } from './make-tenant.ts'

type Options = { baseUrl?: string; tenant?: Tenant; host?: TestRole; role?: TestRole }

/** A template of a domain, as `role` makes it, and the request of an integration that it is sent through. */
export async function aTemplate({
  baseUrl = 'https://sms.example.com',
  tenant: of,
  host = 'domain_admin',
  role = 'domain_admin',
}: Options = {}) {
  const tenant = of ?? (await makeTenant())
  const edit = await tenant.permit('integration:edit', host)
  const { id: integrationId } = await runChange(edit, (scope) =>
    createIntegration(scope, { ...tenant.place, name: 'SMS gateway', baseUrl }),
  )
  const request = (over: Partial<CreateIntegrationRequestInput> = {}): CreateIntegrationRequestInput => ({
    ...tenant.place,
    integrationId,
    name: 'Send message',
    method: 'POST',
    path: '/messages',
    headers: [],
    query: [],
    bodyType: 'text',
    body: 'never sent',
    followRedirects: false,
    retries: 0,
    ...over,
  })
  const addRequest = async (over: Partial<CreateIntegrationRequestInput> = {}) =>
    (await runChange(edit, (scope) => createIntegrationRequest(scope, request(over)))).id
  const requestId = await addRequest()
  const input = (over: Partial<CreateTemplateInput> = {}): CreateTemplateInput =>
    createTemplateInput.parse({
      ...tenant.place,
      name: 'Storm warning',
      subject: 'Storm near {{event.station}}',
      bodyType: 'json',
      body: '{"to":"{{recipient.phone}}","key":"{{secrets.sms_gateway}}"}',
      samples: [{ name: 'Hamburg', event: '{"station":"Hamburg"}', recipient: '{"phone":"+49 40 5550134"}' }],
      requestId,
      ...over,
    })
  const create = async (over: Partial<CreateTemplateInput> = {}, by: TestRole = role) =>
    runChange(await tenant.permit('template:edit', by), (scope) => createTemplate(scope, input(over)))
  const { id } = await create()
  return {
    tenant,
    id,
    integrationId,
    requestId,
    request,
    addRequest,
    input,
    create,
    save: async (over: Partial<CreateTemplateInput>, rowVersion: number, by: TestRole = role) =>
      runChange(await tenant.permit('template:edit', by), (scope) =>
        updateTemplate(scope, { ...input(over), id, rowVersion }),
      ),
    /** Sends what is saved, with an event and a recipient; without them with the example. */
    send: async (
      data?: { event?: unknown; recipient?: unknown },
      { rowVersion = 1, by = 'editor' }: { rowVersion?: number; by?: TestRole } = {},
    ) =>
      sendTemplate(await tenant.permit('template:send', by), {
        ...tenant.place,
        id,
        rowVersion,
        sample: data ? null : 0,
        event: JSON.stringify(data?.event ?? {}),
        recipient: JSON.stringify(data?.recipient ?? {}),
      }),
  }
}
