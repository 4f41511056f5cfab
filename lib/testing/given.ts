// What tests of the API's sends stand on, beside lib/testing/sends.ts: a token of its tenant, and what it gives.
import type { TokenScope } from '#lib/access/permissions.ts'
import { sendOperation } from '#lib/api/requests/send-operation.ts'
import { flushRefusals } from '#lib/changelog/record-refusal.ts'
import { db } from '#lib/db/client.ts'
import { anApiToken } from './an-api-token.ts'
import { askApi } from './ask-api.ts'
import { tenant, upstream } from './sends.ts'

/** A token of the domain Europe that may send and, so that hosts need no approval, change secrets. */
export const sender = (scopes: TokenScope[] = ['requests:send', 'secrets:write']) => anApiToken(tenant, scopes)

type Given = Record<string, unknown>

/** A POST of the test's upstream, as a program gives it. */
export const given = (changes: Given = {}): Given => ({
  method: 'POST',
  url: `${upstream.origin}/v1/contacts`,
  ...changes,
})

export const giveTo = (token: string | null, changes: Given = {}, domain: string | null = 'europe') =>
  askApi(sendOperation, token, { body: { ...(domain !== null && { domain }), request: given(changes) } })

/** Refusals in the tenant's log, written now. */
export async function refusalsLogged() {
  await flushRefusals()
  return db().changeLogEntry.findMany({
    where: { organizationId: tenant.organization.id, outcome: 'refused' },
    orderBy: { sequence: 'asc' },
  })
}
