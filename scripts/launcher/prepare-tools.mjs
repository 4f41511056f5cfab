import { generateClient } from './generate-client.mjs'
import { installPackages } from './install-packages.mjs'
import { Refusal } from './refusal.mjs'

/** What every command begins with: packages as the lockfile says, and the database client. */
export async function prepareTools(env = process.env) {
  if (process.platform === 'win32') {
    throw new Refusal('Postern runs on Linux and macOS. On Windows, run it in the Windows Subsystem for Linux.')
  }
  await installPackages(env)
  await generateClient(env)
}
