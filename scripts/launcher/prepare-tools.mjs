import { generateClient } from './generate-client.mjs'
import { installPackages } from './install-packages.mjs'

/** What every command begins with: packages as the lockfile says, and the database client. */
export async function prepareTools(env = process.env) {
  await installPackages(env)
  await generateClient()
}
