import { buildApp } from '#scripts/launcher/build-app.mjs'

/** Before the first test, so that no two installations build at once: builds the app, unless that is done. */
export default async function build(): Promise<void> {
  await buildApp()
}
