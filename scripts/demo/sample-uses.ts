import type { CreateEndpointInput } from '#lib/allowlist/schema.ts'
import type { CreateTemplateInput } from '#lib/templates/schema.ts'
import type { CreateVariableInput } from '#lib/variables/schema.ts'
import type { CreateWorkflowInput } from '#lib/workflows/schema.ts'
import type { Made } from './samples.ts'

// What uses the sample secrets beside integrations, all of it in Europe.

type Without<T, More extends string = never> = Omit<
  T,
  'organization' | 'domain' | 'keepsPlainText' | 'isPlainAccepted' | More
>
type By = Pick<Made, 'by'>

export const sampleVariables: (By & Without<CreateVariableInput>)[] = [
  { by: 'tom', name: 'hotline', value: '+351 21 099 0000', description: 'Of the forecasters, in every notification.' },
  { by: 'tom', name: 'city', value: 'Lisbon', description: 'Of which the workflow "Report a storm" asks.' },
]

export const sampleEndpoint: By & Without<CreateEndpointInput> = {
  by: 'marek',
  name: 'Sealed payments',
  hostPattern: 'api.pay.example.com',
  pathPattern: '/v2/sealed/*',
  description: 'What the integration Payments sends there is encrypted, and the answers are.',
  encryption: 'a256gcm',
  keyName: 'production-aes-key',
  keyPart: null,
  keyEncoding: 'base64',
  graceHours: 24,
}

/** `request`: the name of the request through which it is sent. */
export const sampleTemplate: By & { request: string } & Without<CreateTemplateInput, 'requestId'> = {
  by: 'tom',
  request: 'Notify',
  name: 'Storm warning',
  subject: 'Storm at {{event.station}}',
  bodyType: 'json',
  body: `{
  "to": "{{recipient.phone}}",
  "title": "{{template.subject}}",
  "text": "Good morning {{recipient.name}}, {{event.wind}} km/h at {{event.station}}. Questions? {{variables.hotline}}",
  "key": "{{secrets.weather_fx}}"
}`,
  samples: [
    {
      name: 'Cabo da Roca',
      event: '{ "station": "Cabo da Roca", "wind": 118 }',
      recipient: '{ "name": "Inês", "phone": "+351 91 000 0000" }',
    },
  ],
}

const plain = { query: [], followRedirects: false, retries: 0, goesOn: false, id: null }

export const sampleWorkflow: By & Without<CreateWorkflowInput> = {
  by: 'lena',
  name: 'Report a storm',
  description: 'Asks for the weather, and opens a ticket with what it was answered.',
  steps: [
    {
      ...plain,
      name: 'weather',
      method: 'GET',
      url: 'https://api.weather.example.com/v1/weather',
      headers: [{ name: 'Authorization', value: 'Bearer {secret:weather_fx}' }],
      query: [{ name: 'city', value: '{{variables.city}}' }],
      bodyType: 'none',
      body: '',
    },
    {
      ...plain,
      name: 'ticket',
      method: 'POST',
      url: 'https://jira.example.com/rest/api/2/issue',
      headers: [{ name: 'Authorization', value: 'Bearer {{secret:jira_pat}}' }],
      bodyType: 'json',
      body: `{
  "project": "WEATHER",
  "summary": "{{steps.weather.body#/weather/sky}} in {{steps.weather.body#/weather/city}}",
  "celsius": {{steps.weather.body#/weather/celsius}}
}`,
    },
  ],
  hook: { keyName: 'webhook-signing-secret', keyPart: null },
  keepRunsDays: 30,
}
