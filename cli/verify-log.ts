import { verifyAllLogs } from '#lib/changelog/verify-all-logs.ts'
import { printable } from './printable.ts'

/** `log verify [organization]`: whether each change log is whole, and else where it breaks. Answers the exit code. */
export async function verifyLogCommand(slug: string | undefined): Promise<number> {
  const verdicts = await verifyAllLogs(slug)
  if (verdicts.length === 0) {
    console.error(
      slug ? `There is no organization ${printable(slug)}.` : 'There is no organization yet, so there is no log.',
    )
    return slug ? 1 : 0
  }
  for (const { slug, verdict } of verdicts) {
    if (verdict.whole) console.log(`${slug}: the log is whole. Entries: ${verdict.entries}. Head: ${verdict.head}`)
    else
      console.error(
        `${slug}: the log is broken. ${verdict.reason}${verdict.secretName ? ` Secret: ${printable(verdict.secretName)}.` : ''}`,
      )
  }
  const isWhole = verdicts.every(({ verdict }) => verdict.whole)
  if (isWhole)
    console.log('Keep the heads somewhere else: a log that was cut together with its head is found by comparing.')
  return isWhole ? 0 : 1
}
