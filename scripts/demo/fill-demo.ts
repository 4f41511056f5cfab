import { OperatorError } from '#lib/core/operator-error.ts'
import { isDemo } from '#lib/server/is-demo.ts'
import { makePeople } from './make-people.ts'
import { makeSamples } from './make-samples.ts'

/**
 * Fills a database that the demo made with the sample organization, as far as it is missing, and gives its people new
 * passwords. Answers the lines that tell a newcomer what to do with them and with the demo's service. Throws an OperatorError, with nothing changed, on any other database.
 */
export async function fillDemo(service: { received: string; key: string }): Promise<string[]> {
  if (!(await isDemo())) {
    throw new OperatorError('This database was not made by `npm run up -- --demo`, so no samples go into it.')
  }
  const logins = await makePeople()
  await makeSamples()
  const rows = logins.map(({ name, role, email, password }) => [name, role, email, password])
  return [
    'Sign in as one of these people. Their passwords hold until the next start.',
    '',
    ...table(rows),
    '',
    'Then open Integrations, a request, and press Test; Templates, Storm warning, and send its example; Workflows, Report a',
    'storm, and press Run; or Allowlist, and try its key. To do all of it yourself, in the domain Europe: store the key below',
    'with Add Secret in Domain Settings; add a request to the integration Weather, with the path /v1/weather and the header',
    'Authorization: Bearer {secrets.ALIAS}; press Save and test. Without a key of its own that service answers 401.',
    '',
    `  A key:          ${service.key}`,
    `  What arrived:   ${service.received}`,
  ]
}

function table(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`.trimEnd())
}
