import { setTimeout as delay } from 'node:timers/promises'
import { Refusal } from './refusal.mjs'

/** Waits until /readyz answers 200. Throws a Refusal, with what it says is wrong, where that takes two minutes. */
export async function waitUntilReady({ host, port, hasEnded }) {
  const address = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host
  const url = `http://${address.includes(':') ? `[${address}]` : address}:${port}/readyz`
  let said = 'It did not answer.'
  for (const start = Date.now(); Date.now() - start < 120_000 && !hasEnded(); await delay(50)) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'manual' })
      if (answer.status === 200) return
      const { problems } = await answer.json()
      said = problems.join(' ')
    } catch {
      // It does not listen yet.
    }
  }
  if (!hasEnded()) throw new Refusal(`The app started and does not get ready. ${said}`)
}
