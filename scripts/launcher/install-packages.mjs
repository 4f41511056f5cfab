import { readFileSync } from 'node:fs'
import path from 'node:path'
import { toolEnvironment } from './child-environment.mjs'
import { inProject, root } from './project.mjs'
import { Refusal } from './refusal.mjs'
import { reportProgress } from './report-progress.mjs'
import { runTool } from './run-tool.mjs'

/**
 * Whether what npm says it installed is what the lockfile asks for. Packages for one platform only are left out: npm
 * installs those that fit, and a mirror may lack some.
 */
export function isInstalled(lockfile, installed) {
  return Object.entries(lockfile.packages)
    .filter(([place, entry]) => place !== '' && !entry.optional && !entry.devOptional && !entry.link)
    .every(([place, entry]) => {
      const there = installed.packages?.[place]
      return there?.version === entry.version && there.integrity === entry.integrity
    })
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

/**
 * Makes node_modules what the lockfile says, with npm's own `ci`; does nothing where it is so already. Throws a Refusal
 * with npm's words if that fails. Runs on the Node that started it: there may be no other yet.
 */
export async function installPackages(env = process.env) {
  const lockfile = readJson(inProject('package-lock.json'))
  if (isInstalled(lockfile, readJson(inProject('node_modules/.package-lock.json')))) return
  const { status, output } = await reportProgress('Installing packages', () =>
    runTool('npm', ['ci', '--include=dev', '--loglevel=error'], { env: withoutOwnTools(toolEnvironment(env)) }),
  ).catch(() => ({ status: null, output: 'npm could not be started.\n' }))
  if (status === 0) return
  throw new Refusal(
    `${output}The packages could not be installed; npm says why above. Check the network, and that npm is there, and run the command again.`,
  )
}

/** `npm ci` deletes node_modules first, and with it the Node that `npm run` put first on the path. */
function withoutOwnTools(env) {
  const own = path.join(root, 'node_modules', '.bin')
  const kept = (env.PATH ?? '').split(path.delimiter).filter((folder) => path.resolve(folder) !== own)
  return { ...env, PATH: kept.join(path.delimiter) }
}
