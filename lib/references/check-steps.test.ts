import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkSteps, requestOf, type TypedStep } from './check-steps.ts'

const step = (changes: Partial<TypedStep> = {}): TypedStep => ({
  name: 'login',
  method: 'POST',
  url: 'https://api.example.com/v2/login',
  headers: [],
  query: [],
  bodyType: 'none',
  body: '',
  followRedirects: false,
  retries: 0,
  ...changes,
})
const header = (value: string) => [{ name: 'X-Key', value }]

test('steps that can be saved', () => {
  const steps = [
    step({ headers: header('Bearer {{secret:jira_pat}}') }),
    step({
      name: 'contacts',
      url: 'https://api.example.com:8443/of/{{steps.login.body#/id}}/{secret:team}',
      headers: header('{{steps.login.body#/access_token}}'),
      bodyType: 'json',
      body: '{"by":"{{event.user.name}}","line":"{{variables.hotline}}","was":{{steps.login.status}}}',
    }),
  ]
  assert.deepEqual(checkSteps(steps), {})
  assert.equal(requestOf(steps[1] ?? step()).baseUrl, 'https://api.example.com:8443')
  assert.equal(requestOf(steps[1] ?? step()).path, '/of/{{steps.login.body#/id}}/{secret:team}')
})

describe('a step is refused, at its field', () => {
  const cases: [string, Partial<TypedStep>, string, RegExp][] = [
    ['without a URL', { url: '' }, 'url', /Enter the URL/],
    ['over http', { url: 'http://api.example.com/' }, 'url', /https only/],
    ['with no host', { url: 'https:///a' }, 'url', /and a host/],
    ['with a relative URL', { url: '/v2/login' }, 'url', /must begin with https/],
    ['with a reference in the host', { url: 'https://{secret:host}.example.com/' }, 'url', /no reference/],
    ['with a macro in the host', { url: 'https://{{event.host}}/' }, 'url', /no macro/],
    ['with a macro as the port', { url: 'https://api.example.com:{{event.port}}/' }, 'url', /no macro/],
    ['with credentials', { url: 'https://me:pw@api.example.com/' }, 'url', /user name or a password/],
    ['with a query in the URL', { url: 'https://api.example.com/a?b=c' }, 'url', /in Query/],
    ['with a dot segment', { url: 'https://api.example.com/a/../b' }, 'url', /segment/],
    ['with a backslash', { url: 'https://api.example.com\\@evil.example/' }, 'url', /backslash/],
    ['with a near miss', { headers: header('{secret.x}') }, 'headers.0.value', /looks like a reference/],
    ['with two secrets in a header', { headers: header('{secret:a}{secret:b}') }, 'headers.0.value', /2 secrets/],
    ['naming itself', { headers: header('{{steps.login.body#/a}}') }, 'headers.0.value', /no step before/],
    ['naming a recipient', { bodyType: 'text', body: '{{recipient.phone}}' }, 'body', /for templates/],
    ['with retries of what may not be repeated', { retries: 2 }, 'retries', /./],
  ]
  for (const [name, changes, field, message] of cases)
    test(name, () => assert.match(checkSteps([step(changes)])[`steps.0.${field}`] ?? 'nothing', message))
})

test('names are different, whatever their letter case, and later steps are not known', () => {
  assert.match(checkSteps([step(), step({ name: 'Login' })])['steps.1.name'] ?? '', /Another step/)
  const later = [step({ url: 'https://a.example/{{steps.two.status}}' }), step({ name: 'two' })]
  assert.match(checkSteps(later)['steps.0.url'] ?? '', /no step before/)
})
