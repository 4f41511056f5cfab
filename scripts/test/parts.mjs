import { availableParallelism } from 'node:os'
import { buildApp } from '../launcher/build-app.mjs'
import { findNode } from '../launcher/find-node.mjs'
import { inProject, root } from '../launcher/project.mjs'
import { runTool } from '../launcher/run-tool.mjs'
import { findChromium } from './find-chromium.mjs'
import { countsOfJourneys, countsOfTests } from './run-part.mjs'
import { needsDatabase, unitTests } from './test-files.mjs'

const node = (args, env) => runTool(findNode(), args, { env })
const bin = (file) => inProject('node_modules', file)

/** Tests of node's own runner. Never with --test-force-exit: it ends a file before all its results are told, and the count is wrong. */
async function nodeTests(files, env, seed) {
  const options = [
    '--test',
    '--test-timeout=300000',
    `--test-concurrency=${availableParallelism() + 1}`,
    `--test-reporter=${inProject('scripts/test/report-tests.mjs')}`,
    '--import',
    inProject('scripts/test/seed-properties.mjs'),
  ]
  const { status, output } = await node([...options, ...files], { ...env, POSTERN_TEST_SEED: seed })
  return { status, output, counts: countsOfTests(output) }
}

/** The checks that need neither a database nor a browser, in under a minute. */
export function quickParts(env, seed) {
  const tests = unitTests(root)
  return [
    { name: 'Format and lint', run: () => node([bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off'], env) },
    {
      name: 'Types',
      run: async () => {
        const types = await node([bin('next/dist/bin/next'), 'typegen'], env)
        return types.status === 0 ? node([bin('typescript/bin/tsc'), '--noEmit'], env) : types
      },
    },
    { name: 'Architecture', run: () => node([inProject('scripts/check-architecture.mjs')], env) },
    { name: 'Lockfile', run: () => node([inProject('scripts/complete-lockfile.mjs'), 'check'], env) },
    {
      name: 'Tests without a database',
      run: () =>
        nodeTests(
          tests.filter((file) => !needsDatabase(root, file)),
          env,
          seed,
        ),
    },
  ]
}

/** The checks that need a database, a build or a browser. `database` is the environment of a throw-away database. */
export function slowParts(env, database, seed) {
  const tests = unitTests(root)
  return [
    {
      name: 'Tests with a database',
      run: async () =>
        nodeTests(
          tests.filter((file) => needsDatabase(root, file)),
          await database(),
          seed,
        ),
    },
    {
      name: 'Build',
      run: async () => {
        await buildApp(env)
        return { status: 0, output: '' }
      },
    },
    { name: 'Commands', run: () => nodeTests(['scripts/**/*.e2e.test.ts'], env, seed) },
    {
      name: 'Journeys in Chromium',
      run: async () => {
        const browser = { ...env, POSTERN_CHROMIUM: await findChromium() }
        const { status, output } = await node([bin('@playwright/test/cli.js'), 'test'], browser)
        return { status, output, counts: countsOfJourneys(output) }
      },
    },
  ]
}
