// npm run dev: the app with reload, on the same embedded database as `npm run up`.
import { runCommand } from './launcher/refusal.mjs'
import { runPostern } from './launcher/run-postern.mjs'

await runCommand(() => runPostern({ mode: 'development' }))
process.exit()
