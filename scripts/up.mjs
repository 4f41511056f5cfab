// npm run up [-- --demo]: everything from a fresh clone to a running Postern. Runs on Node 20 without any package.
import { Refusal, runCommand } from './launcher/refusal.mjs'
import { runPostern } from './launcher/run-postern.mjs'

const args = process.argv.slice(2)
await runCommand(async () => {
  const unknown = args.find((arg) => arg !== '--demo')
  if (unknown !== undefined) throw new Refusal(`\`npm run up\` knows only --demo, not ${unknown}.`)
  return runPostern({ mode: 'production', isDemo: args.includes('--demo') })
})
process.exit()
