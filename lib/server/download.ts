/** A file that is sent while it is made; nobody keeps it whole in memory. `name` is ASCII without quotes. */
export function download(name: string, contentType: string, pieces: AsyncGenerator<string>): Response {
  const body = ReadableStream.from(pieces).pipeThrough(new TextEncoderStream())
  return new Response(body, {
    headers: { 'Content-Type': contentType, 'Content-Disposition': `attachment; filename="${name}"` },
  })
}
