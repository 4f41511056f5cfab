/** Names that lead to the demo's service on this machine: what `example.com` holds is nobody's (RFC 2606 section 3). */
export const demoHosts = ['api.weather.example.com', 'api.crm.example.com', 'api.pay.example.com', 'jira.example.com']

/** POSTERN_DEMO_HOSTS for a service that listens on this port of 127.0.0.1. */
export function demoHostsVariable(port: number): string {
  return demoHosts.map((host) => `${host}:443=127.0.0.1:${port}`).join(',')
}
