import { stringify } from 'csv-stringify/sync'
import { csvCell } from './csv-cell.ts'

/** Rows as lines of a CSV file (RFC 4180), each cell quoted and such that no spreadsheet runs it. */
export const csvOf = (table: string[][]): string =>
  stringify(
    table.map((row) => row.map(csvCell)),
    { quoted: true, record_delimiter: '\r\n' },
  )
