// Holds the imports against .dependency-cruiser.cjs, and plants a violation to prove that the checker reads anything:
// with a TypeScript that it cannot read it finds no module and still says "no violations".
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'

const roots = [
  'app',
  'components',
  'lib',
  'cli',
  'bench',
  'e2e',
  'scripts',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-client.ts',
]
const fewestModules = 200
const plant = 'lib/core/planted-violation.ts'

function cruise() {
  const found = spawnSync(
    process.execPath,
    [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      ...roots.filter((root) => existsSync(root)),
    ],
    { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  )
  if (!found.stdout) throw new Error(`The checker printed nothing: ${found.stderr}`)
  return JSON.parse(found.stdout).summary
}

rmSync(plant, { force: true })
const { violations, totalCruised } = cruise()
for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} must not import ${to}`)
if (totalCruised < fewestModules)
  console.error(`Only ${totalCruised} modules were read: the checker does not see the code.`)

let isCaught = false
try {
  writeFileSync(plant, "import { db } from '#lib/db/client.ts'\n\nexport const planted = db\n")
  isCaught = cruise().violations.some(({ rule, from }) => from === plant && rule.name === 'room-core')
} finally {
  rmSync(plant, { force: true })
}
if (!isCaught) console.error('A planted violation was not caught.')

const isRight = violations.length === 0 && totalCruised >= fewestModules && isCaught
console.log(
  `architecture: ${totalCruised} modules, ${violations.length} violations, planted one ${isCaught ? 'caught' : 'MISSED'}`,
)
process.exit(isRight ? 0 : 1)
