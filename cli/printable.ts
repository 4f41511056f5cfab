/** A text as a terminal may show it: no name in it may move the cursor or turn around what stands beside it. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '�')
