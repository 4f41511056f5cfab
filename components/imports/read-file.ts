import { maxImportBytes } from '#lib/imports/schema.ts'

/** The text of a file that somebody chose, or why it cannot be read. */
export async function readFile(file: File): Promise<{ text: string } | { problem: string }> {
  if (file.size > maxImportBytes) {
    const problem = `An import has at most 1 MiB of text; this file has ${(file.size / 1024 / 1024).toFixed(1)} MiB. Split it, and import its parts one after another.`
    return { problem }
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer()) }
  } catch {
    return {
      problem: 'This file is not text in UTF-8. Save it as UTF-8 (in a spreadsheet: “CSV UTF-8”), and choose it again.',
    }
  }
}
