import fs from 'node:fs'
import { inProject } from '../stack/run-up.ts'

type Entry = { exportedName: string; workers: Record<string, unknown> }

/** Every server action of the build: its id, and a page that has it, as Next's own manifest lists them. */
export function actionManifest(): Map<string, { id: string; page: string }> {
  const manifest = JSON.parse(fs.readFileSync(inProject('.next/server/server-reference-manifest.json'), 'utf8')) as {
    node: Record<string, Entry>
  }
  const actions = new Map<string, { id: string; page: string }>()
  for (const [id, { exportedName, workers }] of Object.entries(manifest.node)) {
    const [worker = ''] = Object.keys(workers)
    const page =
      worker
        .replace(/^app/, '')
        .replace(/\/\([^)]*\)/g, '')
        .replace(/\/page$/, '') || '/'
    actions.set(exportedName, { id, page })
  }
  return actions
}

/** Every page and GET route of the build, as patterns: `/[organization]/[domain]/settings/security`. */
export function routes(): { pages: string[]; apis: string[] } {
  const manifest = JSON.parse(fs.readFileSync(inProject('.next/server/app-paths-manifest.json'), 'utf8')) as object
  const all = Object.keys(manifest).map((key) => key.replace(/\/\([^)]*\)/g, ''))
  const of = (kind: 'page' | 'route') =>
    all.filter((key) => key.endsWith(`/${kind}`)).map((key) => key.slice(0, -kind.length - 1) || '/')
  return { pages: of('page').sort(), apis: of('route').sort() }
}
