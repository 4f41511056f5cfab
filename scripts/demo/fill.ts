// Fills the demo's database, and gives its people new passwords. Run by the launcher, after
// prepare.ts, as `node scripts/demo/fill.ts RECEIVED KEY` with what echo.ts said.
import { disconnect } from '#lib/db/client.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'
import { answer, runStep } from '../answer.ts'
import { fillDemo } from './fill-demo.ts'

await runStep(async () => {
  const [received, key] = process.argv.slice(2)
  if (received === undefined || key === undefined)
    throw new Error('The arguments are the page and a key of the service.')
  await prepareInstallation()
  answer({ lines: await fillDemo({ received, key }) })
})
await disconnect()
