/** A name as a terminal may show it: none may move the cursor or hide what stands before it. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '�')

/** A link that is shown this once, to the one at the terminal. */
export function printLink(link: string): void {
  console.log(`Give them this link to set a password. It works once, for 24 hours:\n\n  ${link}\n`)
}
