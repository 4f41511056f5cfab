// Holds the imports against .dependency-cruiser.cjs, and plants violations to prove that the checker reads anything:
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
/** Rule → a file that breaks it. */
const plants = {
  'room-core': [
    'lib/core/planted-violation.ts',
    "import { db } from '#lib/db/client.ts'\n\nexport const planted = db\n",
  ],
  'one-way-out': [
    'lib/sending/planted-violation.ts',
    "import { request } from 'undici'\n\nexport const planted = request\n",
  ],
}
const removePlants = () => {
  for (const [file] of Object.values(plants)) rmSync(file, { force: true })
}

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

removePlants()
const { violations, totalCruised } = cruise()
for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} must not import ${to}`)
if (totalCruised < fewestModules)
  console.error(`Only ${totalCruised} modules were read: the checker does not see the code.`)

let missed = Object.keys(plants)
try {
  for (const [file, text] of Object.values(plants)) writeFileSync(file, text)
  const found = cruise().violations
  missed = missed.filter((name) => !found.some(({ rule, from }) => rule.name === name && from === plants[name][0]))
} finally {
  removePlants()
}
if (missed.length > 0) console.error(`Planted violations were not caught: ${missed.join(', ')}.`)

const isRight = violations.length === 0 && totalCruised >= fewestModules && missed.length === 0
console.log(
  `architecture: ${totalCruised} modules, ${violations.length} violations, planted ones ${missed.length === 0 ? 'caught' : 'MISSED'}`,
)
process.exit(isRight ? 0 : 1)
