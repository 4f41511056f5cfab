import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** Everything that one answer brought to the browser: status line and headers as text, and the body. */
export type RecordedAnswer = { method: string; target: string; status: number; head: string; body: Buffer }

export type Recorder = {
  origin: string
  answers: RecordedAnswer[]
  stop(): Promise<void>
}

/**
 * Stands between the browser and Postern, passes everything on as it is and keeps what comes back: also what a browser
 * drops before a test could ask it (redirects, answers to a page that was left). Immutable files are kept once.
 */
export async function startRecorder(appPort: number): Promise<Recorder> {
  const answers: RecordedAnswer[] = []
  const assets = new Set<string>()
  // A connection for each request: the app closes idle ones, and a request that meets that would be lost here.
  const agent = new http.Agent({ keepAlive: false })
  const server = http.createServer((request, response) => {
    const { method = '', url: target = '' } = request
    const headers = { ...request.headers }
    // So that bodies are kept as they are read.
    delete headers['accept-encoding']
    const inner = http.request({
      host: '127.0.0.1',
      port: appPort,
      method,
      path: target,
      headers,
      agent,
      setHost: false,
    })
    inner.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders)
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => {
        parts.push(part)
        response.write(part)
      })
      answer.on('end', () => {
        response.end()
        if (target.startsWith('/_next/static/') && assets.size === assets.add(target).size) return
        const head = [`${answer.statusCode} ${answer.statusMessage}`, ...answer.rawHeaders].join('\n')
        answers.push({ method, target, status: answer.statusCode ?? 0, head, body: Buffer.concat(parts) })
      })
      answer.on('error', () => response.destroy())
    })
    inner.on('error', () => response.destroy())
    response.on('close', () => inner.destroy())
    request.pipe(inner)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,
    answers,
    stop: async () => {
      server.closeAllConnections()
      agent.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
