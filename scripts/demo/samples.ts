import { randomBytes } from 'node:crypto'
import type { CreateIntegrationInput, CreateIntegrationRequestInput } from '#lib/integrations/schema.ts'
import type { Credential, SecretPurpose, SecretVisibility } from '#lib/secrets/schema.ts'
import type { DemoDomain, DemoPersonKey } from './people.ts'
import { newWeatherKey } from './weather-key.ts'

export type Made = { by: DemoPersonKey; domain: DemoDomain }
/** Of a domain, or, where that is null, of the organization. */
export type SampleSecret = Omit<Made, 'domain'> & {
  domain: DemoDomain | null
  name: string
  description: string
  allowedHosts?: string[]
  expiresInDays?: number
  visibility?: SecretVisibility
  purpose?: SecretPurpose
} & Credential
export type SampleIntegration = Made & { name: string; baseUrl: string; requests: SampleRequest[] } & Pick<
    CreateIntegrationInput,
    'auth' | 'headers'
  >
type SampleRequest = Omit<CreateIntegrationRequestInput, 'organization' | 'domain' | 'integrationId'>

const random = () => randomBytes(18).toString('base64url')

/** The demo's secrets, each with a value of its own that nobody has seen. */
export function sampleSecrets(): SampleSecret[] {
  return [
    {
      by: 'lena',
      domain: 'europe',
      name: 'weather_fx',
      description: 'Key of the weather service, which takes it as a bearer token.',
      allowedHosts: ['api.weather.example.com'],
      type: 'token',
      value: newWeatherKey(),
    },
    {
      by: 'lena',
      domain: 'europe',
      name: 'weather-station',
      description: 'Account of the station on the roof, for Basic authentication.',
      type: 'username_password',
      value: { username: 'station-0417', password: newWeatherKey() },
    },
    {
      by: 'lena',
      domain: 'europe',
      name: 'warehouse_db',
      description: 'Read access to the sales warehouse.',
      type: 'json',
      value: JSON.stringify({ host: 'warehouse.acme.example', user: 'reporting', password: random() }, null, 2),
    },
    {
      by: 'marek',
      domain: 'europe',
      name: 'crm-service-account',
      description: 'Service account of the CRM. Its password expires: give it a new value in time.',
      allowedHosts: ['api.crm.example.com', '*.crm.example.eu'],
      expiresInDays: 6,
      type: 'username_password',
      value: { username: 'postern@acme.example', password: random() },
    },
    {
      by: 'ines',
      domain: 'europe',
      name: 'payment-api-key',
      description: 'Goes to the payment service in an encrypted body. Masked: its details can show it for a moment.',
      allowedHosts: ['api.pay.example.com'],
      visibility: 'masked',
      type: 'token',
      value: `pay_${random()}`,
    },
    {
      by: 'marek',
      domain: null,
      name: 'crm.apiKey',
      description: 'Of the organization: every domain can use it.',
      allowedHosts: ['api.crm.example.com'],
      type: 'token',
      value: `crm_${random()}`,
    },
    {
      by: 'lena',
      domain: 'europe',
      name: 'jira_pat',
      description: 'Personal access token of the ticket system, for the HTTP Request steps of workflows alone.',
      allowedHosts: ['jira.example.com'],
      purpose: 'webhook',
      type: 'token',
      value: `pat_${random()}`,
    },
    {
      by: 'lena',
      domain: 'europe',
      name: 'webhook-signing-secret',
      description: 'Signs what starts the workflow "Report a storm" from outside.',
      purpose: 'webhook',
      type: 'token',
      value: `whsec_${randomBytes(32).toString('base64')}`,
    },
    {
      by: 'marek',
      domain: null,
      name: 'production-aes-key',
      description: 'AES-256 key of the allowlist endpoint "Sealed payments", in Base64. Nobody typed it there.',
      allowedHosts: ['api.pay.example.com'],
      type: 'token',
      value: randomBytes(32).toString('base64'),
    },
    {
      by: 'ines',
      domain: null,
      name: 'chat.opsWebhook',
      description: 'Not used by anything yet, and may be sent to any host: see what Health says of it.',
      type: 'token',
      value: `hook_${random()}`,
    },
    {
      by: 'marek',
      domain: 'america',
      name: 'payment-api-key',
      description: 'The same alias as in Europe, another value: domains do not see each other.',
      type: 'token',
      value: `pay_${random()}`,
    },
  ]
}

/** The demo's integrations. Every one of their requests can be tested at once: the demo's service answers them. */
export const sampleIntegrations: SampleIntegration[] = [
  {
    by: 'lena',
    domain: 'europe',
    name: 'Weather',
    baseUrl: 'https://api.weather.example.com',
    requests: [
      {
        name: 'Current weather',
        method: 'GET',
        path: '/v1/weather',
        headers: [
          { name: 'Authorization', value: 'Bearer {secrets.weather_fx}' },
          { name: 'Accept', value: 'application/json' },
        ],
        query: [{ name: 'city', value: 'Lisbon' }],
        bodyType: 'none',
        followRedirects: false,
        retries: 0,
        body: '',
      },
      {
        name: 'Report a reading',
        method: 'POST',
        path: '/v1/weather/readings',
        headers: [{ name: 'Authorization', value: 'Basic {secrets.weather-station}' }],
        query: [],
        bodyType: 'json',
        followRedirects: false,
        retries: 0,
        body: '{\n  "celsius": 19.5,\n  "humidity": 61\n}',
      },
      {
        name: 'Notify',
        method: 'POST',
        path: '/v1/weather/notifications',
        headers: [{ name: 'Authorization', value: 'Bearer {secrets.weather_fx}' }],
        query: [],
        bodyType: 'json',
        followRedirects: false,
        retries: 0,
        body: '{ "title": "A template takes the place of this body" }',
      },
    ],
  },
  {
    by: 'lena',
    domain: 'europe',
    name: 'Payments',
    baseUrl: 'https://api.pay.example.com',
    // A connection: every request of it is authenticated and has these headers.
    auth: { kind: 'header', name: 'X-Api-Key', value: '{secrets.payment-api-key}' },
    headers: [{ name: 'Accept', value: 'application/json' }],
    requests: [
      {
        name: 'Charge a card',
        method: 'POST',
        path: '/v2/sealed/charges',
        headers: [],
        query: [],
        bodyType: 'json',
        followRedirects: false,
        retries: 0,
        body: '{\n  "cents": 1250,\n  "currency": "EUR",\n  "merchant": "{secrets.payment-api-key}"\n}',
      },
    ],
  },
  {
    by: 'lena',
    domain: 'europe',
    name: 'CRM',
    baseUrl: 'https://api.crm.example.com',
    requests: [
      {
        name: 'Import customers',
        method: 'POST',
        path: '/v2/imports',
        headers: [
          { name: 'Authorization', value: 'Basic {secrets.crm-service-account}' },
          { name: 'X-Api-Key', value: '{secrets.crm.apiKey}' },
        ],
        query: [],
        bodyType: 'json',
        followRedirects: false,
        retries: 0,
        body: '{\n  "from": {secrets.warehouse_db},\n  "table": "customers"\n}',
      },
    ],
  },
  {
    by: 'marek',
    domain: 'america',
    name: 'Payments',
    baseUrl: 'https://api.pay.example.com',
    requests: [
      {
        name: 'List charges',
        method: 'GET',
        path: '/v1/charges',
        headers: [{ name: 'X-Api-Key', value: '{secrets.payment-api-key}' }],
        query: [{ name: 'limit', value: '10' }],
        bodyType: 'none',
        followRedirects: false,
        retries: 0,
        body: '',
      },
    ],
  },
]
