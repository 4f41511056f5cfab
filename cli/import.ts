import { parseArgs } from 'node:util'
import { OperatorError } from '#lib/core/operator-error.ts'
import { conflictChoices, importAsOperator, type Told } from '#lib/imports/import-as-operator.ts'
import { type ImportFormat, importFormats } from '#lib/imports/schema.ts'
import { printable } from './printable.ts'

export const importUsage =
  'import ORGANIZATION[/DOMAIN] FILE [--format env|json|csv] [--on-conflict skip|rotate|rename] [--all-or-nothing]'

/** `import …`: stores the secrets of a file, and says of each row what became of it. Answers the exit code. */
export async function importCommand(args: string[]): Promise<number> {
  const { place, file, format, onConflict, isAllOrNothing } = read(args)
  const [organization = '', domain] = place.split('/')
  const { stored, notStored } = await importAsOperator(
    { organization, domain, file, format, onConflict, isAllOrNothing },
    tell,
  )
  console.log(`${stored} stored, ${notStored} not stored.`)
  return notStored === 0 ? 0 : 1
}

function tell({ line, text, isProblem }: Told): void {
  const safe = printable(text)
  if (isProblem) console.error(`✖ line ${line}: ${safe}`)
  else console.log(`✔ line ${line}: ${safe}`)
}

function read(args: string[]) {
  const { values, positionals } = parsed(args)
  const [place, file] = positionals
  if (place === undefined || file === undefined || positionals.length > 2 || !/^[^/]+(\/[^/]+)?$/.test(place))
    throw usage()
  const ending = file.split('.').at(-1)?.toLowerCase() ?? ''
  const format = values.format ?? (ending === 'tsv' ? 'csv' : ending)
  const known = importFormats.find((each) => each === format)
  if (!known && values.format === undefined && !/(^|[/\\])\.env/.test(file))
    throw new OperatorError(`How is ${file} to be read? Add --format env, --format json or --format csv.`)
  const onConflict = conflictChoices.find((each) => each === (values['on-conflict'] ?? 'skip'))
  if ((!known && values.format !== undefined) || !onConflict) throw usage()
  const isAllOrNothing = values['all-or-nothing'] ?? false
  return { place, file, format: known ?? ('env' as ImportFormat), onConflict, isAllOrNothing }
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        'on-conflict': { type: 'string' },
        'all-or-nothing': { type: 'boolean' },
      },
    })
  } catch {
    throw usage()
  }
}

const usage = () => new OperatorError(`Usage: npm run postern -- ${importUsage}`)
