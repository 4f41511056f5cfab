import { readFileSync } from 'node:fs'
import path from 'node:path'
import { env } from '#lib/core/env.ts'
import { installationStatus } from '#lib/server/installation-status.ts'

/** `status`: what holds and what does not, a line each. Answers the exit code: 0 if everything holds. */
export async function statusCommand(): Promise<number> {
  const lines = await installationStatus()
  const isGood = lines.every((line) => line.isGood)
  console.log(`Postern ${version()}, Node ${process.versions.node}`)
  for (const line of lines) console.log(`${line.isGood ? '✔' : '✖'} ${line.text}`)
  if (isGood) console.log(`  ${await appLine()}`)
  return isGood ? 0 : 1
}

function version(): string {
  const manifest = path.join(import.meta.dirname, '..', 'package.json')
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}

/** Only told: on another machine the app may well be somewhere else. */
async function appLine(): Promise<string> {
  const { host, port } = env()
  const address = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host
  const url = `http://${address.includes(':') ? `[${address}]` : address}:${port}/readyz`
  try {
    // biome-ignore lint/style/noRestrictedGlobals: it asks Postern itself, on this machine
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'manual' })
    if (answer.ok) return `The app answers on port ${port} and is ready.`
    const { problems } = (await answer.json()) as { problems: string[] }
    return `The app answers on port ${port} and is not ready: ${problems.join(' ')}`
  } catch {
    return `No app answers on port ${port} of this machine.`
  }
}
