const marks = '=+\\-@＝＋－＠'
/** Where a cell begins, also for a program that takes another separator than ours, or ends a cell at a quote. */
const begins = new RegExp(`(^|[,;|\\t\\r\\n"'])([\\s"']*)(?=[${marks}])`, 'g')

/**
 * A text as a cell of a CSV file that no spreadsheet runs: an apostrophe stands before whatever could begin a formula,
 * at the cell's start and after each separator in it. OWASP, "CSV Injection".
 */
export function csvCell(text: string): string {
  const safe = text.replace(begins, (_, before: string, space: string) => `${before}${space}'`)
  return /^[\t\r\n]/.test(safe) ? `'${safe}` : safe
}
