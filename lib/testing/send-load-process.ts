// The process behind startLoad(): sends through the one way out, over and over, and notes how each send ended.
import { disconnect } from '#lib/db/client.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'
import { Load } from './load.ts'
import type { ToLoad } from './send-load.ts'
import { trustAuthority } from './trust-authority.ts'

let load: Load | undefined

async function answer(message: ToLoad): Promise<unknown> {
  switch (message.verb) {
    case 'begin':
      trustAuthority(message.authority)
      await prepareInstallation()
      load = new Load(message.plan)
      return null
    case 'mark':
      return load?.mark()
    case 'finished':
      return load?.finished(message.count)
    case 'end':
      return load?.end()
  }
}

process.on('message', (message: ToLoad) => {
  answer(message).then(
    (value) => process.send?.({ id: message.id, value: value ?? null }),
    (error: unknown) => process.send?.({ id: message.id, error: String(error) }),
  )
})
process.on('disconnect', () => void disconnect().then(() => process.exit(0)))
