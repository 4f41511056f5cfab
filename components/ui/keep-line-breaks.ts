/** What a text area shows of a text: every line break as a line feed, as browsers normalise it. */
export const shownText = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')

/**
 * The text after an edit in a text area, with the line breaks that the edit did not touch as they were given.
 *
 * A text area turns CRLF and CR into LF, which would change a pasted value: only what differs between the text shown
 * before and after is taken from it.
 */
export function keepLineBreaks(given: string, shownAfter: string): string {
  const shownBefore = shownText(given)
  if (shownBefore === given) return shownAfter
  const limit = Math.min(shownBefore.length, shownAfter.length)
  let start = 0
  while (start < limit && shownBefore[start] === shownAfter[start]) start += 1
  let end = 0
  while (end < limit - start && shownBefore[shownBefore.length - 1 - end] === shownAfter[shownAfter.length - 1 - end]) {
    end += 1
  }
  const from = offsetInGiven(given, start)
  const to = offsetInGiven(given, shownBefore.length - end)
  const edited = given.slice(0, from) + shownAfter.slice(start, shownAfter.length - end) + given.slice(to)
  // A lone CR that now stands before a typed LF would read as one break.
  return shownText(edited) === shownAfter ? edited : shownAfter
}

/** The offset in `given` of the character that is shown at `shown`: CRLF is one character there. */
function offsetInGiven(given: string, shown: number): number {
  let offset = 0
  for (let count = 0; count < shown; count += 1) offset += given.startsWith('\r\n', offset) ? 2 : 1
  return offset
}
