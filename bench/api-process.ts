// Answers requests of a program and of the console, and says how long they took. A process of its own, because each
// request of the API is a line of the log, and a figure's table is to be read.
import { performance } from 'node:perf_hooks'
import { authorize } from '#lib/access/authorize.ts'
import { getSecretOperation } from '#lib/api/secrets/get-secret-operation.ts'
import { listSecretsOperation } from '#lib/api/secrets/list-secrets-operation.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { consumers } from '#lib/consumers/consumers.ts'
import { db } from '#lib/db/client.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { getSecret } from '#lib/secrets/get-secret.ts'
import { listSecrets } from '#lib/secrets/list-secrets.ts'
import { secretQuery } from '#lib/secrets/schema.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { anApiToken } from '#lib/testing/an-api-token.ts'
import { askApi } from '#lib/testing/ask-api.ts'
import { makeTenant, testOrigin } from '#lib/testing/make-tenant.ts'

const stored = 200
const callsARun = 20

await prepareInstallation()
const tenant = await makeTenant()
const { text: token } = await anApiToken(tenant, ['secrets:read'], { domain: null })
const create = await tenant.permit('secret:create')
const ids: string[] = []
for (let index = 0; index < stored; index++) {
  const input = tokenInput(tenant.place, { name: `bench_${index}`, value: `the value of number ${index}` })
  ids.push((await runChange(create, (scope) => createSecret(scope, input))).id)
}
const id = ids[stored / 2] ?? ''

/** Whoever is signed in, as a route of the console judges them. */
const permitted = () => authorize(tenant.people.domain_admin, 'secret:list', tenant.place, testOrigin)
const answered = async (answer: ReturnType<typeof askApi>) => {
  const { status } = await answer
  if (status !== 200) throw new Error(`The API answered ${status}.`)
}

const calls: Record<string, () => Promise<unknown>> = {
  'api.list': () => answered(askApi(listSecretsOperation, token, { query: { domain: 'europe' } })),
  'api.get': () => answered(askApi(getSecretOperation, token, { params: { id } })),
  'console.list': async () => JSON.stringify(await listSecrets(await permitted(), secretQuery.parse({}))),
  'console.get': async () => JSON.stringify(await getSecret(await permitted(), id, consumers)),
}

process.on('message', async (name: string) => {
  const call = calls[name]
  if (!call) throw new Error(`There is no call ${name}.`)
  // Figures ask for more in a minute than a token may.
  await db().$executeRaw`DELETE FROM "Throttle" WHERE "key" LIKE 'token:%'`
  const start = performance.now()
  for (let index = 0; index < callsARun; index++) await call()
  process.send?.((performance.now() - start) / callsARun)
})
process.send?.('ready')
