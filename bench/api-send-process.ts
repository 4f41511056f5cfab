// Sends what a program gives, and the same bare, and says how long that took. A process of its own, because each request of
// the API is a line of the log, and a figure's table is to be read.
import { sendOperation } from '#lib/api/requests/send-operation.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'
import { anApiToken } from '#lib/testing/an-api-token.ts'
import { askApi } from '#lib/testing/ask-api.ts'
import { makeSendingPlace, timed } from './sending-place.ts'

const callsARun = 50

await prepareInstallation()
const { stored, upstream, body, tenant, sendBare } = await makeSendingPlace()
const request = {
  method: stored.method,
  url: `${upstream.origin}${stored.path}`,
  headers: { 'Content-Type': 'application/json' },
  auth: { type: 'bearer', value: '{secrets.bench}' },
  body,
}

/** Without its own transport: who asks, quotas, place, permission, schema, and the send. */
async function send(token: string): Promise<void> {
  const { status } = await askApi(sendOperation, token, { body: { domain: 'europe', request } })
  if (status !== 200) throw new Error(`The API answered ${status}.`)
}

process.on('message', async (name: string) => {
  // A token of its own for each run: none may send more than its quota.
  const { text } = await anApiToken(tenant, ['requests:send', 'secrets:write'])
  process.send?.(await timed(callsARun, 1, name === 'bare' ? sendBare : () => send(text)))
})
process.on('disconnect', () => void upstream.stop())
process.send?.('ready')
