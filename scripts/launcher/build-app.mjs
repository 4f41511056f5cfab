import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { toolEnvironment } from './child-environment.mjs'
import { findNode } from './find-node.mjs'
import { inProject, root } from './project.mjs'
import { Refusal } from './refusal.mjs'
import { reportProgress } from './report-progress.mjs'
import { runTool } from './run-tool.mjs'

const folders = ['app', 'components', 'lib', 'public']
const notBuilt = /\.test\.tsx?$|^lib\/(testing|db\/generated)\/|\.md$/
const notBuiltAtTop = /^(biome\.json|playwright\.config\.ts|prisma\.config\.ts|next-env\.d\.ts)$|\.tsbuildinfo$/

/** The files that a build is made from, relative to `folder`, sorted. */
export function buildSources(folder) {
  const top = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^[^.].*\.(ts|tsx|js|mjs|json)$/.test(entry.name))
    .map((entry) => entry.name)
    .filter((name) => !notBuiltAtTop.test(name))
  const below = folders
    .filter((name) => existsSync(path.join(folder, name)))
    .flatMap((name) =>
      readdirSync(path.join(folder, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')),
    )
    .filter((name) => !notBuilt.test(name))
  return [...top, ...below, 'prisma/schema.prisma'].sort()
}

/** One hash over names and contents of what a build is made from. */
export function sourceHash(folder) {
  const hash = createHash('sha256')
  for (const name of buildSources(folder)) {
    const content = readFileSync(path.join(folder, name))
    hash.update(`${name}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** Builds the app, unless the build that is there was made from these very sources. Throws a Refusal if that fails. */
export async function buildApp(env = process.env) {
  const stamp = inProject('.next', 'postern-sources')
  const wanted = sourceHash(root)
  if (existsSync(stamp) && existsSync(inProject('.next', 'BUILD_ID')) && readFileSync(stamp, 'utf8') === wanted) return
  rmSync(stamp, { force: true })
  const { status, output } = await reportProgress('Building the app (a minute or two the first time)', () =>
    runTool(findNode(), [inProject('node_modules/next/dist/bin/next'), 'build'], {
      env: { ...toolEnvironment(env), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    }),
  )
  if (status !== 0) throw new Refusal(`${output}The app could not be built; the reason stands above.`)
  writeFileSync(stamp, wanted)
}
