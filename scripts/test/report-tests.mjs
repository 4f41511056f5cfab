// A reporter for node --test: one line for each test that fails, with its error, and the counts at the end, as JSON on a
// line of their own. What passes leaves no line.
export default async function* reportTests(events) {
  for await (const { type, data } of events) {
    if (type === 'test:fail' && data.details?.type !== 'suite') {
      const error = data.details.error?.cause ?? data.details.error
      const text = String(error?.stack ?? error)
      yield `✖ ${data.file ?? ''} › ${data.name}\n${text
        .split('\n')
        .slice(0, 40)
        .map((line) => `    ${line}`)
        .join('\n')}\n`
    }
    if (type === 'test:stderr') yield data.message
    if (type === 'test:summary' && data.file === undefined) {
      const { passed, failed, cancelled, skipped } = data.counts
      yield `${JSON.stringify({ passed, failed: failed + cancelled, skipped })}\n`
    }
  }
}
