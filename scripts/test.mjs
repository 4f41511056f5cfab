// npm test: every check, from a fresh clone. npm run check: those that need no database and no browser.
import { randomInt } from 'node:crypto'
import { prepareTools } from './launcher/prepare-tools.mjs'
import { createSupervisor } from './launcher/supervisor.mjs'
import { startThrowAwayDatabase } from './launcher/throw-away-database.mjs'
import { quickParts, slowParts } from './test/parts.mjs'
import { runPart } from './test/run-part.mjs'

const isCheck = process.argv.includes('--check')
const seed = process.env.POSTERN_TEST_SEED || String(randomInt(2 ** 31))
const start = Date.now()
const supervisor = createSupervisor()

// Nothing that is set for a Postern that runs here may reach a test.
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(POSTERN_(?!CHROMIUM$)|(PORT|HOST|DATABASE_URL|NODE_ENV|NODE_EXTRA_CA_CERTS)$)/.test(name),
  ),
)

let database
const databaseOnce = () => {
  database ??= startThrowAwayDatabase(supervisor, { env })
  return database
}

const sum = { passed: 0, failed: 0 }
async function run(part) {
  const { passed, failed } = await runPart(part)
  sum.passed += passed
  sum.failed += failed
  return failed === 0
}

process.stdout.write(`Random inputs from seed ${seed}; POSTERN_TEST_SEED=${seed} repeats them.\n`)
const isInstalled = await run({
  name: 'Packages',
  run: async () => {
    await prepareTools(env)
    return { status: 0, output: '' }
  },
})
if (isInstalled) {
  for (const part of quickParts(env, seed)) await run(part)
  if (!isCheck) for (const part of slowParts(env, databaseOnce, seed)) await run(part)
}
await supervisor.stop()
process.stdout.write(
  `\n${Math.round((Date.now() - start) / 1000)} s in all\n${sum.passed} passed, ${sum.failed} failed\n`,
)
process.exit(sum.failed === 0 ? 0 : 1)
