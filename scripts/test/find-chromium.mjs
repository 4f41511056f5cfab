import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findNode } from '../launcher/find-node.mjs'
import { inProject } from '../launcher/project.mjs'
import { Refusal } from '../launcher/refusal.mjs'
import { reportProgress } from '../launcher/report-progress.mjs'
import { runTool } from '../launcher/run-tool.mjs'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * The path of a Chromium that starts: POSTERN_CHROMIUM, Playwright's own, or the system's; where there is none,
 * Playwright downloads one, or, for root on Debian, apt-get installs one. Throws a Refusal that says what to install.
 */
export async function findChromium(env = process.env) {
  if (env.POSTERN_CHROMIUM) {
    if (starts(env.POSTERN_CHROMIUM)) return env.POSTERN_CHROMIUM
    throw new Refusal('POSTERN_CHROMIUM names no Chromium that starts.')
  }
  return (
    [playwrightsOwn(), ...usual].find(starts) ??
    (await installed('Downloading Chromium', playwrightsOwn, [
      [findNode(), [inProject('node_modules/@playwright/test/cli.js'), 'install', 'chromium']],
    ])) ??
    (await installed('Installing Chromium', () => usual[0], [
      ['apt-get', ['update']],
      ['apt-get', ['install', '-y', '--no-install-recommends', 'chromium']],
    ])) ??
    refuse()
  )
}

function refuse() {
  throw new Refusal(
    'No Chromium was found, and none could be installed. Install one (`apt-get install chromium` as root, or `npx playwright install --with-deps chromium`), or name it in POSTERN_CHROMIUM.',
  )
}

async function installed(title, place, commands) {
  const isApt = commands[0][0] === 'apt-get'
  if (isApt && (process.getuid() !== 0 || spawnSync('apt-get', ['--version']).status !== 0)) return undefined
  await reportProgress(title, async () => {
    for (const [command, args] of commands) {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
      await runTool(command, args, { env }).catch(() => null)
    }
  })
  return starts(place()) ? place() : undefined
}

/** Also finds that a library is missing, which the file being there does not tell. */
function starts(file) {
  return Boolean(file) && existsSync(file) && spawnSync(file, ['--version'], { timeout: 20_000 }).status === 0
}

function playwrightsOwn() {
  const script = `import { chromium } from '@playwright/test'; process.stdout.write(chromium.executablePath())`
  return spawnSync(findNode(), ['--input-type=module', '-e', script], { cwd: inProject(), encoding: 'utf8' }).stdout
}
